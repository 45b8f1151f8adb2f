using System.Text.Json;
using Wesog.AspNetCore;
using Wesog.Server.Tests.Hostile.Cases;
using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile.Oracle;

/// <summary>The rules of every response.</summary>
internal static class ResponseRules
{
    // docs/specification.md, section "HTTP", without 429 and 503: no case fills a queue or causes an outage.
    private static readonly int[] _ofRoutes = [200, 202, 207, 304, 400, 401, 404, 405, 409, 413, 415, 422];

    // Refusals of the web server itself, without a body: malformed, long or slow heads.
    private static readonly int[] _ofWebServer = [400, 408, 411, 413, 414, 431];

    private static readonly HashSet<string?> _codes =
        [.. typeof(ProblemCodes).GetFields().Select(field => (string?)field.GetRawConstantValue()).Where(code => code != ProblemCodes.InternalError)];

    /// <summary>The first broken rule; null if there is none.</summary>
    public static string? FaultOf(HostileCase hostile, Outcome outcome, string directory)
    {
        if (outcome.Fault is { } fault)
        {
            return $"The answer is no HTTP: {fault}";
        }

        if (outcome.IsLate)
        {
            return $"No end: {outcome.Responses.Count} of {hostile.Owed} answers came, and {outcome.Unparsed} bytes of another.";
        }

        if (outcome.Responses.Count < hostile.Owed && outcome.Responses is not [.., { Closes: true }])
        {
            return $"A dropped answer: {outcome.Responses.Count} of {hostile.Owed} came.";
        }

        if (outcome.Unparsed > 0 && !hostile.EndsItsSide)
        {
            return $"{outcome.Unparsed} bytes of an answer that is not whole.";
        }

        return outcome.Responses.Select((answer, i) => FaultOf(hostile, answer, i, directory)).FirstOrDefault(wrong => wrong is not null);
    }

    private static string? FaultOf(HostileCase hostile, Response answer, int i, string directory)
    {
        if (Leaks.Find(answer, directory) is { } leak)
        {
            return $"A text of the inside: {leak}";
        }

        var request = hostile.Framing.Of(i);
        var isOurs = i < hostile.ReachRoutes.Count && hostile.ReachRoutes[i] && !hostile.EndsItsSide;
        if (answer.Status == 505 && request is { IsOfKnownVersion: false })
        {
            return null;
        }

        if (!_ofRoutes.Contains(answer.Status) && (isOurs || !_ofWebServer.Contains(answer.Status)))
        {
            return $"The status {answer.Status}.";
        }

        if (hostile.IsGood && answer.Status is (400 or 401 or 405 or 415))
        {
            return $"A good request is refused by {answer.Status}.";
        }

        // Responses outside the mapped paths are the host's and have no body.
        var mayBeBare = !isOurs && (request is not { IsMapped: true } || _ofWebServer.Contains(answer.Status));
        if (answer.Status is 304 || (answer.Body.Length == 0 && mayBeBare))
        {
            return null;
        }

        return answer.Status < 400 ? FaultOfSuccess(answer, request) : FaultOfProblem(hostile, answer, request);
    }

    private static string? FaultOfSuccess(Response answer, FramedRequest? request)
    {
        if (answer.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
        {
            return $"A success of type {answer.ContentType}.";
        }

        return request is { IsHead: true } || Json(answer) is not null ? null : "A success that is no JSON.";
    }

    private static string? FaultOfProblem(HostileCase hostile, Response answer, FramedRequest? request)
    {
        if (answer.ContentType != "application/problem+json")
        {
            return $"A refusal {answer.Status} of type {answer.ContentType}.";
        }

        if (request is { IsHead: true })
        {
            return null;
        }

        return Json(answer) is { ValueKind: JsonValueKind.Object } problem
            && Text(problem, "code") is { } code && _codes.Contains(code) && !(hostile.IsGood && code == ProblemCodes.InvalidImages)
            && Text(problem, "type") == $"urn:wesog:problem:{code}"
            && problem.TryGetProperty("status", out var status) && status.GetInt32() == answer.Status
            && Text(problem, "title") is { Length: > 0 }
            && Text(problem, "detail") is { Length: > 0 }
            && SampleValues.Languages.Contains(answer.Header("Content-Language"))
            ? null
            : "A refusal that is no problem of docs/http.md.";
    }

    private static string? Text(JsonElement problem, string member) =>
        problem.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Json(Response answer)
    {
        try
        {
            return JsonDocument.Parse(answer.Body).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
