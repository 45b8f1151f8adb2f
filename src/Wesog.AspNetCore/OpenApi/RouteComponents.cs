using System.Globalization;
using Microsoft.OpenApi;
using Wesog.AspNetCore.Bodies;
using Wesog.AspNetCore.Parameters;
using Wesog.Operations;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>Converts parameters, bodies and responses of routes to components of a document.</summary>
internal sealed class RouteComponents(OpenApiDocument document, EngineLimits limits, WesogHttpOptions http)
{
    public OpenApiParameter Convert(Parameter parameter)
    {
        IOpenApiSchema schema = parameter.Schema is { } name ? new OpenApiSchemaReference(name, document) : ValueOf(parameter);
        return new()
        {
            Name = parameter.Name,
            In = parameter.Location,
            Required = parameter.Location == ParameterLocation.Path,
            Description = parameter.Description.Replace(Parameter.MaxWait, Number(http.MaxWait.TotalSeconds), StringComparison.Ordinal),
            Schema = parameter.IsRepeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema,
        };
    }

    public OpenApiRequestBody Convert(ApiBody body)
    {
        IOpenApiSchema item = new OpenApiSchemaReference(body.Schema, document);
        var description = $"{body.Description} `Content-Encoding` may be `gzip` (also `x-gzip`) or `br`.";
        if (!body.IsBatch)
        {
            return new() { Required = true, Description = description, Content = Content((ContentType.Json, item, [body.Example])) };
        }

        var (items, bytes) = (limits.MaxBatchItems.ToString("N0", CultureInfo.InvariantCulture), limits.MaxBodyBytes.ToString("N0", CultureInfo.InvariantCulture));
        var array = new OpenApiSchema { Type = JsonSchemaType.Array, Description = "At least one.", Items = item, MinItems = 1, MaxItems = limits.MaxBatchItems };
        var lines = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = $"One `{body.Schema}` a line, in UTF-8. Blank lines, CRLF and a missing last newline are fine.",
        };
        return new()
        {
            Required = body.IsRequired,
            Description = description.Insert(body.Description.Length, $" At most {items} items and {bytes} bytes, counted after decompression."),
            Content = Content((ContentType.Json, OrAlternative(array, body.Alternative), [body.Example]), (ContentType.Lines, lines, [$"{body.Example}_lines"])),
        };
    }

    public OpenApiResponse Convert(ApiResponse response) => new()
    {
        Description = response.Description,
        Headers = response.Headers.Count == 0
            ? null
            : response.Headers.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document)),
        Content = response.Schema is not { } name
            ? null
            : Content(response.ContentTypes.Select(type => type == ContentType.Lines
                ? (type, LinesOf(response.Lines!), [.. response.Examples.Select(example => $"{example}_lines")])
                : (type, (IOpenApiSchema)new OpenApiSchemaReference(name, document), response.Examples))),
        Links = !response.Headers.Contains("Location")
            ? null
            : new Dictionary<string, IOpenApiLink> { ["operation"] = Link("getOperation"), ["cancel"] = Link("cancelOperation") },
    };

    private OpenApiSchema OrAlternative(OpenApiSchema array, string? alternative) => alternative is null
        ? array
        : new OpenApiSchema { AnyOf = [array, new OpenApiSchemaReference(alternative, document)] };

    private static OpenApiSchema LinesOf(string schema) => new()
    {
        Type = JsonSchemaType.String,
        Description = $"One `{schema}` a line, in UTF-8, each with its line break. Empty if there are none.",
    };

    private OpenApiSchema ValueOf(Parameter parameter) => parameter switch
    {
        { DefaultFlag: { } flag } => new()
        {
            Type = JsonSchemaType.Boolean,
            Default = parameter == KnownParameters.Wait ? http.WaitByDefault : flag,
        },
        { Range: { } range } => new()
        {
            Type = JsonSchemaType.Integer,
            Format = (parameter.SchemaMost ?? range.Most) > int.MaxValue ? "int64" : "int32",
            Minimum = Number(range.Least),
            Maximum = Number(parameter.SchemaMost ?? range.Most),
            Default = parameter.DefaultNumber,
        },
        _ => new() { Type = JsonSchemaType.String, Enum = parameter.Choices is { } choices ? [.. choices] : null },
    };

    private Dictionary<string, OpenApiMediaType> Content(params IEnumerable<(string Type, IOpenApiSchema Schema, IReadOnlyList<string> Examples)> content) =>
        content.ToDictionary(media => media.Type, media => new OpenApiMediaType
        {
            Schema = media.Schema,
            Examples = media.Examples.ToDictionary(name => name, IOpenApiExample (name) => new OpenApiExampleReference(name, document)),
        });

    private static OpenApiLink Link(string operationId) => new()
    {
        OperationId = operationId,
        Parameters = new Dictionary<string, RuntimeExpressionAnyWrapper>
        {
            ["op_id"] = new() { Expression = RuntimeExpression.Build("$response.body#/op_id") },
        },
    };

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
