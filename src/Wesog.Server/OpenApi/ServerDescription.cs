using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Wesog.AspNetCore;

namespace Wesog.Server.OpenApi;

/// <summary>Sets the title, the version and the description of the OpenAPI document.</summary>
internal sealed class ServerDescription(IOptions<WesogOptions> engine, IOptions<WesogHttpOptions> http) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "Wesog images",
            Summary = "Manages the metadata of images, singly or in batches.",
            Version = Version,
            License = new() { Name = "MIT", Identifier = "MIT" },
            Description = Description(engine.Value.Limits.MaxBatchItems, engine.Value.Limits.MaxErrors, http.Value.MaxWait),
        };
        return Task.CompletedTask;
    }

    private static string Description(int maxBatchItems, int maxErrors, TimeSpan maxWait) => string.Create(CultureInfo.InvariantCulture, $"""
        Manages the metadata of images; the images themselves live elsewhere, at their `src`.

        ## Batches and operations
        Every write, of one image or of up to {maxBatchItems:N0}, becomes an *operation* that is queued and committed as one.
        A batch is a sequence: each item is judged against what your earlier operations and the items before it leave.
        Readers never see part of a batch. Your operations run one at a time, urgent ones before the others.

        ## Modes
        - `wait=true` answers when the operation has finished; otherwise, or after {maxWait.TotalSeconds} seconds, the answer is `202`
          with its `Location`. `GET /ops/{"{op_id}"}?wait=30` waits for it there.
        - `strict=false` makes an add overwrite an image that exists, and an update skip one that does not.
        - `subset=true` writes the good items although others are bad. Otherwise it is all or nothing.
        - `urgent=true` overtakes those of your operations that are not urgent.
        - `validate_only=true` judges the batch as of now, and writes nothing.

        A write with an `Idempotency-Key` can be sent again safely: it is executed once.

        ## Problems
        Errors are problems (RFC 9457) with a stable `code` to branch on, and texts in en, es, pt, fr or ru: the parameter `lang`
        where it is sent, else `Accept-Language`, else en. Unknown, repeated and ill-valued parameters are refused, never ignored.
        A batch with faults in its items is refused as a whole (`422`) with every fault listed, up to {maxErrors:N0}; ids in
        conflict or missing show when it runs, and are the errors of the operation (`409` where it was waited for).

        ## Images
        Member names are snake_case. Lengths count UTF-16 code units. NUL and lone surrogates are refused everywhere, and an
        empty text or list is a value, other than none.
        """);

    // The part after '+' names a commit.
    private static string Version => typeof(ServerDescription).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
