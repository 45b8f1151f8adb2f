using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.AspNetCore.Parameters;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Problems;

/// <summary>The problems that the HTTP side finds itself; those of the engine are in <see cref="Refusals"/>.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class KnownProblems
{
    public static Problem UnknownParameter(string name, IEnumerable<Parameter> allowed) => Parameter(
        "unknown", ("name", SafeDisplayText.Of(name)), ("allowed", string.Join(", ", allowed.Select(parameter => parameter.Name))));

    public static Problem RepeatedParameter(string name) => Parameter("repeated", ("name", name));

    public static Problem NotAChoice(Parameter parameter, string value) => Parameter(
        "choice", ("name", parameter.Name), ("value", SafeDisplayText.Of(value)), ("allowed", string.Join(", ", parameter.Choices!)));

    /// <summary>A plus sign in a value in which it may mean itself or a space.</summary>
    public static Problem AmbiguousPlus(string name, string value) => Parameter("plus", ("name", name), ("value", SafeDisplayText.Of(value)));

    /// <summary>A header that makes a write conditional.</summary>
    /// <param name="header">Its name.</param>
    /// <param name="isCreation">Whether it asks that the image does not exist yet, which an add does by itself.</param>
    public static Problem Precondition(string header, bool isCreation) =>
        Parameter(isCreation ? "precondition.create" : "precondition", ("header", header));

    public static Problem OutOfRange(Parameter parameter, string value) => Parameter(
        "number",
        ("name", parameter.Name),
        ("value", SafeDisplayText.Of(value)),
        ("least", Text(parameter.Range!.Value.Least)),
        ("most", Text(parameter.Range.Value.Most)));

    public static Problem InvalidKey(string key) =>
        new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidKey, "invalid_key.detail", ("value", SafeDisplayText.Of(key)), ("length", Text(key.Length)));

    public static Problem RepeatedKey() =>
        new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidKey, "invalid_key.detail.repeated");

    /// <summary>One of the faults of a body: <c>top_level</c>, <c>compressed</c>, <c>unexpected</c>, <c>two_sources</c>, <c>unreadable</c>.</summary>
    public static Problem InvalidBody(string fault, params (string Name, string Value)[] values) =>
        new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidBody, $"invalid_body.detail.{fault}", values);

    public static Problem Unauthorized() =>
        new(StatusCodes.Status401Unauthorized, ProblemCodes.Unauthorized, "unauthorized.detail", ("header", ApiKeyDefaults.Header))
        {
            Headers = [(HeaderNames.WWWAuthenticate, ApiKeyDefaults.Scheme)],
        };

    public static Problem WithoutTenant() =>
        new(StatusCodes.Status403Forbidden, ProblemCodes.Unauthorized, "unauthorized.detail.tenant");

    /// <summary>What the host itself does not allow a known key.</summary>
    public static Problem Forbidden() =>
        new(StatusCodes.Status403Forbidden, ProblemCodes.Unauthorized, "unauthorized.detail.forbidden");

    /// <summary>A path that is no route; <paramref name="hasSegmentTooMany"/> where an id with a decoded slash looks like it.</summary>
    public static Problem NotFound(string path, bool hasSegmentTooMany) =>
        new(
            StatusCodes.Status404NotFound,
            ProblemCodes.NotFound,
            hasSegmentTooMany ? "not_found.detail.segments" : "not_found.detail",
            ("path", SafeDisplayText.Of(path)));

    /// <summary>A write whose path ends with a slash.</summary>
    /// <param name="path">The path.</param>
    /// <param name="pattern">The pattern that it matches: only behind the id of an image the slash may be the end of the id.</param>
    public static Problem SlashAtEnd(string path, string pattern)
    {
        var detail = pattern switch
        {
            "/imgs/{id}" => "not_found.detail.slash",
            "/imgs" => "not_found.detail.slash.no_id",
            _ => "not_found.detail.slash.end",
        };
        return new(StatusCodes.Status404NotFound, ProblemCodes.NotFound, detail, ("path", SafeDisplayText.Of(path)));
    }

    public static Problem ImageNotFound(string id) =>
        new(StatusCodes.Status404NotFound, ProblemCodes.ImageNotFound, "image_not_found.detail", ("id", SafeDisplayText.Of(id)));

    /// <summary>An id in a path that is no percent-encoded UTF-8.</summary>
    /// <param name="encoded">It as it was sent.</param>
    public static Problem ImageNotEncoded(string encoded) =>
        new(StatusCodes.Status404NotFound, ProblemCodes.ImageNotFound, "image_not_found.detail.encoding", ("id", SafeDisplayText.Of(encoded)));

    public static Problem OperationNotFound(string id) =>
        new(StatusCodes.Status404NotFound, ProblemCodes.OperationNotFound, "operation_not_found.detail", ("id", SafeDisplayText.Of(id)));

    /// <summary>What stands in the place of an operation's number and is none.</summary>
    public static Problem NotAnOperation(string id) =>
        new(StatusCodes.Status404NotFound, ProblemCodes.OperationNotFound, "operation_not_found.detail.number", ("id", SafeDisplayText.Of(id)));

    public static Problem MethodNotAllowed(string method, string allowed) =>
        new(
            StatusCodes.Status405MethodNotAllowed,
            ProblemCodes.MethodNotAllowed,
            "method_not_allowed.detail",
            ("method", SafeDisplayText.Of(method)),
            ("allowed", allowed))
        {
            Headers = [(HeaderNames.Allow, allowed)],
        };

    public static Problem UnsupportedType(string sent, string allowed) =>
        new(
            StatusCodes.Status415UnsupportedMediaType,
            ProblemCodes.UnsupportedMediaType,
            sent.Length == 0 ? "unsupported_media_type.detail.missing" : "unsupported_media_type.detail.type",
            ("value", SafeDisplayText.Of(sent)),
            ("allowed", allowed))
        {
            Headers = [(HeaderNames.Accept, allowed)],
        };

    public static Problem UnsupportedEncoding(string sent, string allowed) =>
        new(
            StatusCodes.Status415UnsupportedMediaType,
            ProblemCodes.UnsupportedMediaType,
            "unsupported_media_type.detail.encoding",
            ("value", SafeDisplayText.Of(sent)),
            ("allowed", allowed))
        {
            Headers = [(HeaderNames.AcceptEncoding, allowed)],
        };

    /// <summary>An operation that ended without success.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="isBound">Whether the request's idempotency key is bound to it: sent again under that key it would fail again.</param>
    /// <param name="now">The time of the answer.</param>
    public static Problem Ended(Operation operation, bool isBound, DateTimeOffset now)
    {
        var code = operation.State == OperationState.Canceled ? ProblemCodes.Canceled
            : operation.IsPoisoned ? ProblemCodes.Poisoned
            : ProblemCodes.OperationFailed;
        var isTruncated = code == ProblemCodes.OperationFailed && operation.ErrorsTruncated;
        return Conflict(operation, now, code, $"{code}.detail{(isBound ? ".key" : "")}{(isTruncated ? ".truncated" : "")}");
    }

    public static Problem TooLate(Operation operation, DateTimeOffset now) =>
        Conflict(operation, now, ProblemCodes.TooLate, "too_late.detail");

    public static Problem InternalError() =>
        new(StatusCodes.Status500InternalServerError, ProblemCodes.InternalError, "internal_error.detail");

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Problem Conflict(Operation operation, DateTimeOffset now, string code, string detail) =>
        new(
            StatusCodes.Status409Conflict,
            code,
            detail,
            ("bad", Text(operation.Bad)),
            ("total", Text(operation.Total)),
            ("listed", Text(operation.Errors.Count)),
            ("id", Text(operation.Id)))
        {
            Members = writer => OperationJson.WriteMembers(writer, operation, now),
        };

    private static Problem Parameter(string fault, params (string Name, string Value)[] values) =>
        new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, $"invalid_parameter.detail.{fault}", values);
}
