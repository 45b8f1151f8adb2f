using System.Globalization;
using System.Reflection;
using Microsoft.OpenApi;
using Wesog.Operations;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>What the document says about the API as a whole.</summary>
internal static class ApiDescription
{
    public static OpenApiInfo Info(EngineLimits limits) => new()
    {
        Title = "Wesog images",
        Summary = "Manages the metadata of images, singly or in batches.",
        Version = Version,
        License = new() { Name = "MIT", Identifier = "MIT" },
        Description = string.Create(CultureInfo.InvariantCulture, $"""
            Manages the metadata of images; the images themselves live elsewhere, at their `src`.

            ## Batches and operations
            Every write, of one image or of up to {limits.MaxBatchItems:N0}, becomes an *operation* that is queued and committed as one.
            A batch is a sequence: each item is judged against what your earlier operations and the items before it leave.
            Readers never see part of a batch. Your operations run one at a time, urgent ones before the others.

            ## Modes
            - `wait=true` answers when the operation has finished; otherwise, or after {limits.MaxWaitSeconds} seconds, the answer is `202`
              with its `Location`. `GET /ops/{"{op_id}"}?wait=30` waits for it there.
            - `strict=false` makes an add overwrite an image that exists, and an update skip one that does not.
            - `subset=true` writes the good items although others are bad. Otherwise it is all or nothing.
            - `urgent=true` overtakes those of your operations that are not urgent.
            - `validate_only=true` judges the batch as of now, and writes nothing.

            Send an `Idempotency-Key` with a write and you can repeat it without fear: it happens once.

            ## Problems
            Errors are problems (RFC 9457) with a stable `code` to branch on, and words in en, es, pt, fr or ru: the parameter `lang`
            where it is sent, else `Accept-Language`, else en. Unknown, repeated and ill-valued parameters are refused, never ignored.
            A batch with faults in its items is refused as a whole (`422`) with every fault listed, up to {limits.MaxErrors:N0}; ids in
            conflict or missing show when it runs, and are the errors of the operation (`409` where it was waited for).

            ## Images
            Member names are snake_case. Lengths count UTF-16 code units. NUL and lone surrogates are refused everywhere, and an
            empty text or list is a value, other than none.
            """),
    };

    public static IEnumerable<OpenApiTag> Tags =>
    [
        new() { Name = "images", Description = "Read and write images, singly or in batches." },
        new() { Name = "operations", Description = "Follow and cancel what the writes became, and submit mixed batches." },
    ];

    public static OpenApiSecurityScheme Key => new()
    {
        Type = SecuritySchemeType.ApiKey,
        In = ParameterLocation.Header,
        Name = "API-Key",
        Description = "Your key. It decides whose images and operations you see.",
    };

    // The part after '+' names a commit, which is no part of what clients rely on.
    private static string Version => typeof(ApiDescription).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
