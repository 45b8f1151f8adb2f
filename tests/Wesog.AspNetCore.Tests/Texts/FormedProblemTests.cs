using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Texts;

namespace Wesog.AspNetCore.Tests.Texts;

/// <summary>Every problem has values for all placeholders of its text, in every language.</summary>
public sealed class FormedProblemTests
{
    private static readonly TextCatalog _texts = TextCatalog.Load(typeof(ProblemCodes).Assembly);

    private static readonly Problem[] _formed =
    [
        KnownProblems.UnknownParameter("x", KnownParameters.OfWrites),
        KnownProblems.RepeatedParameter("x"),
        KnownProblems.ConflictingParameters(KnownParameters.Page, KnownParameters.After),
        KnownProblems.InvalidCursor(),
        KnownProblems.InvalidQuery(1, "x"),
        KnownProblems.RepeatedValue(KnownParameters.Facets, "city"),
        KnownProblems.NotOfExport("page"),
        KnownProblems.NotAChoice(KnownParameters.Lang, "x"),
        KnownProblems.OutOfRange(KnownParameters.Page, "0"),
        KnownProblems.AmbiguousPlus("id", "a+b"),
        KnownProblems.OtherPrecondition("If-Match"),
        KnownProblems.NotAny("\"1-a\""),
        KnownProblems.NotEntityTags("1-a"),
        KnownProblems.NeedsParameter(KnownParameters.Expect, KnownParameters.Formula),
        KnownProblems.InvalidLabel(),
        KnownProblems.NotAMoment(KnownParameters.CreatedFrom, "yesterday"),
        KnownProblems.NoFilter(KnownParameters.OfOperations),
        KnownProblems.InvalidKey("é"),
        KnownProblems.RepeatedKey(),
        KnownProblems.InvalidBody("compressed", ("encoding", "gzip")),
        KnownProblems.InvalidBody("unexpected"),
        KnownProblems.InvalidBody("two_sources"),
        KnownProblems.Unauthorized(),
        KnownProblems.WithoutTenant(),
        KnownProblems.Forbidden(),
        KnownProblems.NotLoopback("evil.example"),
        KnownProblems.OtherSite("Origin"),
        KnownProblems.NotFound("/ops/1/x", hasSegmentTooMany: false),
        KnownProblems.NotFound("/imgs/a/b", hasSegmentTooMany: true),
        KnownProblems.TrailingSlash("/imgs/a/", "/imgs/{id}"),
        KnownProblems.TrailingSlash("/imgs/", "/imgs"),
        KnownProblems.TrailingSlash("/ops/", "/ops"),
        KnownProblems.ImageNotFound("x"),
        KnownProblems.ImageNotEncoded("%zz"),
        KnownProblems.OperationNotFound("7"),
        KnownProblems.NotAnOperation("x"),
        KnownProblems.MethodNotAllowed("BREW", "GET"),
        KnownProblems.UnsupportedType("x", "application/json"),
        KnownProblems.UnsupportedType("", "application/json"),
        KnownProblems.UnsupportedEncoding("x", "gzip"),
        .. new[] { false, true }.SelectMany(isBound => new[]
        {
            KnownProblems.Ended(OperationIn(OperationState.Failed), isBound, default),
            KnownProblems.Ended(OperationIn(OperationState.Failed) with { ErrorsTruncated = true }, isBound, default),
            KnownProblems.Ended(OperationIn(OperationState.Canceled), isBound, default),
            KnownProblems.Ended(OperationIn(OperationState.Failed, ErrorCodes.Poisoned), isBound, default),
            KnownProblems.Ended(OperationIn(OperationState.Failed, ErrorCodes.Damaged), isBound, default),
            KnownProblems.Ended(OperationIn(OperationState.Failed, ErrorCodes.PreconditionFailed), isBound, default),
            KnownProblems.Ended(OperationIn(OperationState.Failed) with { Failure = new(FailureCodes.CountMismatch, "x") }, isBound, default),
        }),
        KnownProblems.TooLate(OperationIn(OperationState.Running), default),
        KnownProblems.MemoryFull(1),
        KnownProblems.HostMemoryFull(),
        KnownProblems.OutOfMemory(),
        KnownProblems.InternalError(),
        .. Enum.GetValues<StoreUnavailableReason>()
            .Select(reason => ExceptionProblems.Find(new StoreUnavailableException("memory", reason), new())!),
        .. Enum.GetValues<StoreUnavailableReason>().Except([StoreUnavailableReason.Locked, StoreUnavailableReason.DiskFull])
            .Select(ExceptionProblems.UnavailableWrite),
        .. new Exception[]
        {
            new MalformedJsonException(1, 2),
            new InvalidBodyException("array"),
            new Microsoft.AspNetCore.Http.BadHttpRequestException("x"),
            new EmptyBatchException(),
            new InvalidImagesException(2, new(1, [], false, default)),
            new InvalidImagesException(2, new(1, [], true, default)),
            new IdempotencyKeyReusedException("k", 1),
            new BatchTooLargeException(1, 2),
            new BatchTooLargeException(1, 2) { HasTooManyItems = true },
            new BatchTooLargeException(1, 2) { MaxItemBytes = 3 },
            new QueueFullException("t", 1, 2),
            new TooManyReadsException("t", 1),
            new QueryTimeoutException(TimeSpan.FromSeconds(1.5)),
            new TooManyFacetValuesException(ImageFacet.City, 1),
            new EngineStoppedException(),
            new StoreDamagedException("memory"),
        }.Select(refusal => ExceptionProblems.Find(refusal, new())!),
    ];

    [Fact]
    public void Every_text_of_a_detail_is_used() => Assert.Equal(
        _texts.Keys.Where(key => key.Contains(".detail", StringComparison.Ordinal)).Order(), _formed.Select(problem => problem.Detail).Order());

    [Fact]
    public void Every_placeholder_has_a_value() => Assert.All(_formed, problem => Assert.All(Enum.GetValues<Language>(), language =>
    {
        var detail = _texts.Format(language, problem.Detail, problem.Values);
        Assert.DoesNotContain(detail, c => c is '{' or '}');
        Assert.NotEqual("", _texts.Format(language, $"{problem.Code}.title"));
    }));

    private static Operation OperationIn(OperationState state, string? code = null) => new()
    {
        Tenant = "t",
        Method = OperationMethod.Add,
        Total = 1,
        Modes = new(Strict: true, Subset: false, Urgent: false, Wait: false),
        CreatedAt = default,
        State = state,
        Errors = code is null ? [] : [new(0, code, "x")],
    };
}
