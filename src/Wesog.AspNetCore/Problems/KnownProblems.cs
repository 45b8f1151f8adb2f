using System.Globalization;
using Microsoft.Net.Http.Headers;
using Wesog.AspNetCore.Parameters;
using Wesog.Operations;
using Wesog.Serialization;
using Wesog.Texts;

namespace Wesog.AspNetCore.Problems;

/// <summary>The problems that this package detects itself. <see cref="ExceptionProblems"/> has those of the engine.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class KnownProblems
{
    /// <summary>The value of <c>Retry-After</c>, in seconds, where the cause may end with another request.</summary>
    public const string RetrySoon = "1";

    private const int MaxShown = 80;

    public static Problem UnknownParameter(string name, IEnumerable<Parameter> allowed) => Parameter(
        "unknown", ("name", Shown(name)), ("allowed", string.Join(", ", allowed.Select(parameter => parameter.Name))));

    public static Problem RepeatedParameter(string name) => Parameter("repeated", ("name", name));

    public static Problem ConflictingParameters(Parameter one, Parameter other) => Parameter("conflict", ("name", one.Name), ("other", other.Name));

    /// <summary>A parameter without another one, without which it means nothing.</summary>
    public static Problem NeedsParameter(Parameter one, Parameter other) => Parameter("needs", ("name", one.Name), ("other", other.Name));

    public static Problem NotAMoment(Parameter parameter, string value) => Parameter("moment", ("name", parameter.Name), ("value", Shown(value)));

    /// <summary>A cancellation of several operations without a filter.</summary>
    public static Problem NoFilter(IEnumerable<Parameter> filters) => Parameter("filter", ("allowed", string.Join(", ", filters.Select(filter => filter.Name))));

    public static Problem InvalidLabel() => Parameter("label", ("name", KnownParameters.Label.Name));

    /// <summary>A value that a repeatable parameter has twice.</summary>
    public static Problem RepeatedValue(Parameter parameter, string value) => Parameter("twice", ("name", parameter.Name), ("value", Shown(value)));

    /// <summary>A parameter of pages in a request for an export.</summary>
    public static Problem NotOfExport(string name) => Parameter("export", ("name", name));

    /// <summary>A formula that is invalid.</summary>
    /// <param name="position">Where, in UTF-16 code units from 1.</param>
    /// <param name="advice">What was expected there, in the language of the request.</param>
    public static Problem InvalidQuery(int position, string advice) =>
        new(400, ProblemCodes.InvalidQuery, "invalid_query.detail", ("name", KnownParameters.Formula.Name), ("advice", advice))
        {
            Members = writer => writer.WriteNumber("position", position),
        };

    public static Problem InvalidCursor() => new(400, ProblemCodes.InvalidCursor, "invalid_cursor.detail", ("name", KnownParameters.After.Name));

    public static Problem NotAChoice(Parameter parameter, string value) => Parameter(
        "choice", ("name", parameter.Name), ("value", Shown(value)), ("allowed", string.Join(", ", parameter.Choices!)));

    /// <summary>A raw plus sign in a value, where it may mean itself or a space.</summary>
    public static Problem AmbiguousPlus(string name, string value) => Parameter("plus", ("name", name), ("value", Shown(value)));

    /// <summary>A header that makes a write conditional, on a route that does not take it.</summary>
    public static Problem OtherPrecondition(string header) => Parameter("precondition", ("header", header));

    /// <summary>An <c>If-None-Match</c> of a write with another value than <c>*</c>.</summary>
    public static Problem NotAny(string value) => Parameter("precondition.any", ("value", Shown(value)));

    /// <summary>An ill-formed <c>If-Match</c>.</summary>
    public static Problem NotEntityTags(string value) => Parameter("precondition.tags", ("value", Shown(value)));

    public static Problem OutOfRange(Parameter parameter, string value)
    {
        var (least, most) = parameter.Range!.Value;
        return Parameter("number", ("name", parameter.Name), ("value", Shown(value)), ("least", Text(least)), ("most", Text(most)));
    }

    public static Problem InvalidKey(string key) =>
        new(400, ProblemCodes.InvalidKey, "invalid_key.detail", ("value", Shown(key)), ("length", Text(key.Length)));

    public static Problem RepeatedKey() => new(400, ProblemCodes.InvalidKey, "invalid_key.detail.repeated");

    /// <summary>An invalid body: <c>top_level</c>, <c>compressed</c>, <c>unexpected</c>, <c>two_sources</c> or <c>unreadable</c>.</summary>
    public static Problem InvalidBody(string fault, params (string Name, string Value)[] values) =>
        new(400, ProblemCodes.InvalidBody, $"invalid_body.detail.{fault}", values);

    public static Problem Unauthorized() => new(401, ProblemCodes.Unauthorized, "unauthorized.detail", ("header", ApiKeyDefaults.Header))
    {
        Headers = [(HeaderNames.WWWAuthenticate, ApiKeyDefaults.Scheme)],
    };

    public static Problem WithoutTenant() => new(403, ProblemCodes.Unauthorized, "unauthorized.detail.tenant");

    /// <summary>The host denies a known user the route.</summary>
    public static Problem Forbidden() => new(403, ProblemCodes.Unauthorized, "unauthorized.detail.forbidden");

    /// <summary>A key for this machine only, in a request to another name.</summary>
    public static Problem NotLoopback(string host) => new(403, ProblemCodes.Unauthorized, "unauthorized.detail.host", ("host", Shown(host)));

    /// <summary>A key for this machine only, in a request from a web page of another site.</summary>
    /// <param name="header">The header that shows it.</param>
    public static Problem OtherSite(string header) => new(403, ProblemCodes.Unauthorized, "unauthorized.detail.site", ("header", header));

    /// <summary>A path without a route. With <paramref name="hasSegmentTooMany"/> an unencoded slash in an id may be the cause.</summary>
    public static Problem NotFound(string path, bool hasSegmentTooMany) =>
        new(404, ProblemCodes.NotFound, hasSegmentTooMany ? "not_found.detail.segments" : "not_found.detail", ("path", Shown(path)));

    /// <summary>A write to a path that ends with a slash.</summary>
    /// <param name="path">The path.</param>
    /// <param name="pattern">The pattern of its route: only below <c>/imgs/</c> the slash may be part of an id.</param>
    public static Problem TrailingSlash(string path, string pattern)
    {
        var detail = pattern == "/imgs" ? "not_found.detail.slash.no_id"
            : pattern.StartsWith("/imgs", StringComparison.Ordinal) ? "not_found.detail.slash"
            : "not_found.detail.slash.end";
        return new(404, ProblemCodes.NotFound, detail, ("path", Shown(path)));
    }

    public static Problem ImageNotFound(string id) => new(404, ProblemCodes.ImageNotFound, "image_not_found.detail", ("id", Shown(id)));

    /// <summary>An id in a path that is not percent-encoded UTF-8.</summary>
    /// <param name="encoded">The id as it was sent.</param>
    public static Problem ImageNotEncoded(string encoded) =>
        new(404, ProblemCodes.ImageNotFound, "image_not_found.detail.encoding", ("id", Shown(encoded)));

    public static Problem OperationNotFound(string id) =>
        new(404, ProblemCodes.OperationNotFound, "operation_not_found.detail", ("id", Shown(id)));

    /// <summary>A segment that is not the number of an operation.</summary>
    public static Problem NotAnOperation(string id) =>
        new(404, ProblemCodes.OperationNotFound, "operation_not_found.detail.number", ("id", Shown(id)));

    public static Problem MethodNotAllowed(string method, string allowed) =>
        new(405, ProblemCodes.MethodNotAllowed, "method_not_allowed.detail", ("method", Shown(method)), ("allowed", allowed))
        {
            Headers = [(HeaderNames.Allow, allowed)],
        };

    public static Problem UnsupportedType(string sent, string allowed) =>
        Unsupported(sent.Length == 0 ? "missing" : "type", sent, allowed, HeaderNames.Accept);

    public static Problem UnsupportedEncoding(string sent, string allowed) => Unsupported("encoding", sent, allowed, HeaderNames.AcceptEncoding);

    /// <summary>An operation that failed or was canceled.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="isBound">Whether the idempotency key of the request is bound to it, so that a new submission needs another key.</param>
    /// <param name="now">The time of the response.</param>
    public static Problem Ended(Operation operation, bool isBound, DateTimeOffset now)
    {
        var code = operation.State == OperationState.Canceled ? ProblemCodes.Canceled
            : operation.IsPoisoned ? ProblemCodes.Poisoned
            : operation.IsDamaged ? ProblemCodes.Damaged
            : operation.Errors is [{ Code: ErrorCodes.PreconditionFailed }] ? ProblemCodes.PreconditionFailed
            : ProblemCodes.OperationFailed;
        if (operation.Failure is { } failure && code == ProblemCodes.OperationFailed)
        {
            return Conflict(operation, now, code, $"operation_failed.detail.failure{(isBound ? ".key" : "")}", ("reason", failure.Message));
        }

        var isTruncated = code == ProblemCodes.OperationFailed && operation.ErrorsTruncated;
        return Conflict(operation, now, code, $"{code}.detail{(isBound ? ".key" : "")}{(isTruncated ? ".truncated" : "")}");
    }

    public static Problem TooLate(Operation operation, DateTimeOffset now) => Conflict(operation, now, ProblemCodes.TooLate, "too_late.detail");

    /// <summary>The requests of the tenant use all the memory that one tenant may use.</summary>
    /// <param name="maxBytes">Its size.</param>
    public static Problem MemoryFull(long maxBytes) => new(429, ProblemCodes.MemoryFull, "memory_full.detail", ("max_bytes", Text(maxBytes)))
    {
        Headers = [(HeaderNames.RetryAfter, RetrySoon)],
    };

    /// <summary>The requests of all tenants use all the memory that the host allows. Nothing was written.</summary>
    public static Problem HostMemoryFull() => new(503, ProblemCodes.Unavailable, "unavailable.detail.memory")
    {
        Headers = [(HeaderNames.RetryAfter, RetrySoon)],
    };

    /// <summary>The process had no memory at some point of the request.</summary>
    public static Problem OutOfMemory() => new(503, ProblemCodes.Unavailable, "unavailable.detail.memory.exhausted")
    {
        Headers = [(HeaderNames.RetryAfter, RetrySoon)],
    };

    public static Problem InternalError() => new(500, ProblemCodes.InternalError, "internal_error.detail");

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A value of a client, fit to be part of a text.</summary>
    public static string Shown(string value) => SafeDisplayText.Of(value, MaxShown);

    private static Problem Parameter(string fault, params (string Name, string Value)[] values) =>
        new(400, ProblemCodes.InvalidParameter, $"invalid_parameter.detail.{fault}", values);

    private static Problem Unsupported(string fault, string sent, string allowed, string header) =>
        new(415, ProblemCodes.UnsupportedMediaType, $"unsupported_media_type.detail.{fault}", ("value", Shown(sent)), ("allowed", allowed))
        {
            Headers = [(header, allowed)],
        };

    private static Problem Conflict(Operation operation, DateTimeOffset now, string code, string detail, params (string Name, string Value)[] others)
    {
        var (bad, total, listed) = (Text(operation.Bad), Text(operation.Total), Text(operation.Errors.Count));
        return new(code == ProblemCodes.PreconditionFailed ? 412 : 409, code, detail, [("bad", bad), ("total", total), ("listed", listed), ("id", Text(operation.Id)), .. others])
        {
            Members = writer => OperationJson.WriteMembers(writer, operation, now),
        };
    }
}
