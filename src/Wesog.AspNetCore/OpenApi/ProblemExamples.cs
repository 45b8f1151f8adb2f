using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>An example of each problem, written as a response contains it.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class ProblemExamples
{
    private static readonly ItemErrors _itemErrors = new(
        2,
        [
            new(17, ErrorCodes.InvalidUrl, "\"src\" must be an absolute http or https URL with a host and without credentials.", "city/market-17", "src"),
            new(203, ErrorCodes.TooLong, "\"keywords[3]\" has 300 characters, at most 255 are allowed.", "coast/lighthouse-01", "keywords[3]"),
        ],
        Truncated: false,
        Digest: default) { ErrorCounts = [new(ErrorCodes.InvalidUrl, "src", 1), new(ErrorCodes.TooLong, "keywords", 1)] };

    public static IEnumerable<KeyValuePair<string, OpenApiExample>> All(EngineLimits limits)
    {
        var texts = new ProblemWriter();
        foreach (var problem in Problems(limits))
        {
            var json = Json(writer => texts.Write(writer, problem, Language.En));
            yield return new(NameOf(problem), new() { Summary = $"{json["title"]}", Value = json });
        }
    }

    /// <summary>What a function writes.</summary>
    public static JsonNode Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            write(writer);
        }

        return JsonNode.Parse(bytes.WrittenSpan)!;
    }

    // Of the problems with the same code.
    private static string NameOf(Problem problem) => problem switch
    {
        { Status: 403 } => "without_tenant",
        { Status: 500, Code: ProblemCodes.Damaged } => "store_damaged",
        _ => problem.Code,
    };

    private static IEnumerable<Problem> Problems(EngineLimits limits) =>
    [
        Of(new MalformedJsonException(3, 17, advice: "There is a comma before the closing bracket. Remove the comma."), limits),
        KnownProblems.InvalidBody(
            "top_level", ("advice", "The body must be a JSON array of items, but is one object. Put square brackets around it: [ … ].")),
        KnownProblems.InvalidCursor(),
        KnownProblems.InvalidQuery(8, "A value must stand at position 8: author=▶. Write one, and put it in quotation marks if it is empty."),
        Of(new TooManyFacetValuesException(ImageFacet.Keywords, 32 << 20), limits),
        Of(new QueryTimeoutException(limits.MaxQueryTime), limits),
        KnownProblems.NotAChoice(KnownParameters.Strict, "yes"),
        Of(new EmptyBatchException(), limits),
        KnownProblems.InvalidKey(""),
        KnownProblems.Unauthorized(),
        KnownProblems.WithoutTenant(),
        KnownProblems.NotFound("/imgs/city/market-17", hasSegmentTooMany: true),
        KnownProblems.ImageNotFound("city/market-17"),
        KnownProblems.OperationNotFound("41"),
        KnownProblems.MethodNotAllowed("PUT", "GET, HEAD, POST"),
        KnownProblems.Ended(OperationExamples.Failed, isBound: false, OperationExamples.Now),
        KnownProblems.Ended(OperationExamples.Canceled, isBound: false, OperationExamples.Now),
        KnownProblems.Ended(OperationExamples.Poisoned, isBound: false, OperationExamples.Now),
        KnownProblems.Ended(OperationExamples.Damaged, isBound: false, OperationExamples.Now),
        KnownProblems.Ended(OperationExamples.Unmatched, isBound: false, OperationExamples.Now),
        KnownProblems.TooLate(OperationExamples.Running, OperationExamples.Now),
        ExceptionProblems.TooLarge(limits.MaxBatchItems, limits.MaxBodyBytes, hasTooManyItems: true),
        KnownProblems.UnsupportedType("text/csv", "application/json, application/x-ndjson"),
        Of(new InvalidImagesException(250, _itemErrors), limits),
        Of(new IdempotencyKeyReusedException("import-2026-02-11", 41), limits),
        Of(new QueueFullException("example", limits.MaxQueuedOperations, limits.MaxQueuedBytes), limits),
        Of(new TooManyReadsException("example", limits.MaxConcurrentReads), limits),
        KnownProblems.MemoryFull(256L << 20),
        KnownProblems.InternalError(),
        Of(new StoreDamagedException("sqlite"), limits),
        ExceptionProblems.UnavailableWrite(StoreUnavailableReason.Unreachable),
    ];

    private static Problem Of(WesogException exception, EngineLimits limits) => ExceptionProblems.Find(exception, limits)!;
}
