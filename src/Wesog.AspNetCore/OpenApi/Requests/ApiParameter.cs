using Microsoft.OpenApi;

namespace Wesog.AspNetCore.OpenApi.Requests;

/// <summary>A parameter, and the name by which routes refer to it: two of one name may mean different things.</summary>
internal sealed record ApiParameter(
    string Component, string Name, ParameterLocation In, IOpenApiSchema Schema, string Description)
{
    public void AddTo(ApiDraft draft) => draft.Define(Component, new OpenApiParameter
    {
        Name = Name,
        In = In,
        Required = In == ParameterLocation.Path,
        Description = Description,
        Schema = Schema,
    });
}
