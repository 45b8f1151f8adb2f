using System.Text.Json;
using Wesog.AspNetCore;
using Wesog.Server.Tests.Hostile.Cases;
using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile.Oracle;

/// <summary>The rules of every response.</summary>
internal static class ResponseRules
{
    // docs/specification.md, section "HTTP", without 429 and 503: no case fills a queue or causes an outage.
    private static readonly int[] _routeStatuses = [200, 202, 207, 304, 400, 401, 404, 405, 409, 412, 413, 415, 422];

    // Refusals of the web server itself, without a body: malformed, long or slow heads.
    private static readonly int[] _webServerStatuses = [400, 408, 411, 413, 414, 431];

    private static readonly HashSet<string?> _codes =
        [.. typeof(ProblemCodes).GetFields().Select(field => (string?)field.GetRawConstantValue()).Where(code => code != ProblemCodes.InternalError)];

    /// <summary>The first broken rule; null if there is none.</summary>
    public static string? FaultOf(HostileCase hostile, Outcome outcome, string directory)
    {
        if (outcome.Fault is { } invalid)
        {
            return $"The response is not valid HTTP: {invalid}";
        }

        if (outcome.IsLate)
        {
            return $"Timeout after {outcome.Responses.Count} of {hostile.Owed} responses and {outcome.Unparsed} bytes of the next one.";
        }

        if (outcome.Responses.Count < hostile.Owed && outcome.Responses is not [.., { Closes: true }])
        {
            return $"The connection ended after {outcome.Responses.Count} of {hostile.Owed} responses.";
        }

        if (outcome.Unparsed > 0 && !hostile.EndsItsSide)
        {
            return $"An incomplete response of {outcome.Unparsed} bytes.";
        }

        return outcome.Responses.Select((response, i) => FaultOf(hostile, response, i, directory)).FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOf(HostileCase hostile, Response response, int i, string directory)
    {
        if (Leaks.Find(response, directory) is { } leak)
        {
            return $"The response contains an internal detail: {leak}";
        }

        var request = hostile.Framing.Of(i);
        var isFromRoutes = i < hostile.ReachRoutes.Count && hostile.ReachRoutes[i] && !hostile.EndsItsSide;
        if (response.Status == 505 && request is { IsOfKnownVersion: false })
        {
            return null;
        }

        if (!_routeStatuses.Contains(response.Status) && (isFromRoutes || !_webServerStatuses.Contains(response.Status)))
        {
            return $"The status {response.Status} is not allowed.";
        }

        if (hostile.IsGood && response.Status is (400 or 401 or 405 or 415))
        {
            return $"A valid request gets {response.Status}.";
        }

        // The host creates the responses outside the mapped paths. They have no body.
        var mayHaveNoBody = !isFromRoutes && (request is not { IsMapped: true } || _webServerStatuses.Contains(response.Status));
        if (response.Status is 304 || (response.Body.Length == 0 && mayHaveNoBody))
        {
            return null;
        }

        return response.Status < 400 ? FaultOfSuccess(response, request) : FaultOfProblem(hostile, response, request);
    }

    private static string? FaultOfSuccess(Response response, FramedRequest? request)
    {
        if (response.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
        {
            return $"A success has the type {response.ContentType}.";
        }

        return request is { IsHead: true } || Json(response) is not null ? null : "A success is not JSON.";
    }

    private static string? FaultOfProblem(HostileCase hostile, Response response, FramedRequest? request)
    {
        if (response.ContentType != "application/problem+json")
        {
            return $"A response {response.Status} has the type {response.ContentType}.";
        }

        if (request is { IsHead: true })
        {
            return null;
        }

        return Json(response) is { ValueKind: JsonValueKind.Object } problem
            && Text(problem, "code") is { } code && _codes.Contains(code) && !(hostile.IsGood && code == ProblemCodes.InvalidImages)
            && Text(problem, "type") == $"urn:wesog:problem:{code}"
            && problem.TryGetProperty("status", out var status) && status.GetInt32() == response.Status
            && Text(problem, "title") is { Length: > 0 }
            && Text(problem, "detail") is { Length: > 0 }
            && SampleValues.Languages.Contains(response.Header("Content-Language"))
            ? null
            : "The problem does not conform to docs/http.md.";
    }

    private static string? Text(JsonElement problem, string member) =>
        problem.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Json(Response response)
    {
        try
        {
            return JsonDocument.Parse(response.Body).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
