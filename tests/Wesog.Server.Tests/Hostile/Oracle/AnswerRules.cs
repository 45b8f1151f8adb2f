using System.Text.Json;
using Wesog.AspNetCore;
using Wesog.Server.Tests.Hostile.Cases;
using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile.Oracle;

/// <summary>What every answer is held to, whatever was sent.</summary>
internal static class AnswerRules
{
    // docs/specification.md, section "HTTP", but for 429 and 503: nothing in a run fills a queue or takes the store away.
    private static readonly int[] _ofRoutes = [200, 202, 207, 304, 400, 401, 404, 405, 409, 413, 415, 422];

    // What the web server itself refuses before any route sees it, without a body: heads that are no HTTP, too long or too slow.
    private static readonly int[] _ofWebServer = [400, 408, 411, 413, 414, 431];

    private static readonly HashSet<string?> _codes =
        [.. typeof(ProblemCodes).GetFields().Select(field => (string?)field.GetRawConstantValue()).Where(code => code != ProblemCodes.InternalError)];

    /// <summary>What is wrong with what came back; null for nothing.</summary>
    public static string? Judge(HostileCase hostile, Outcome outcome, string directory)
    {
        if (outcome.Fault is { } fault)
        {
            return $"The answer is no HTTP: {fault}";
        }

        if (outcome.IsLate)
        {
            return $"No end: {outcome.Answers.Count} of {hostile.Owed} answers came, and {outcome.Unparsed} bytes of another.";
        }

        if (outcome.Answers.Count < hostile.Owed && outcome.Answers is not [.., { Closes: true }])
        {
            return $"A dropped answer: {outcome.Answers.Count} of {hostile.Owed} came.";
        }

        if (outcome.Unparsed > 0 && !hostile.EndsItsSide)
        {
            return $"{outcome.Unparsed} bytes of an answer that is not whole.";
        }

        return outcome.Answers.Select((answer, i) => Judge(hostile, answer, i, directory)).FirstOrDefault(wrong => wrong is not null);
    }

    private static string? Judge(HostileCase hostile, Answer answer, int i, string directory)
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

        // What lies outside the mapped paths is the host's, and its refusals have no body.
        var mayBeBare = !isOurs && (request is not { IsMapped: true } || _ofWebServer.Contains(answer.Status));
        if (answer.Status is 304 || (answer.Body.Length == 0 && mayBeBare))
        {
            return null;
        }

        return answer.Status < 400 ? JudgeSuccess(answer, request) : JudgeProblem(hostile, answer, request);
    }

    private static string? JudgeSuccess(Answer answer, FramedRequest? request)
    {
        if (answer.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
        {
            return $"A success of type {answer.ContentType}.";
        }

        return request is { IsHead: true } || Json(answer) is not null ? null : "A success that is no JSON.";
    }

    private static string? JudgeProblem(HostileCase hostile, Answer answer, FramedRequest? request)
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
            && Words.Languages.Contains(answer.Header("Content-Language"))
            ? null
            : "A refusal that is no problem of docs/http.md.";
    }

    private static string? Text(JsonElement problem, string member) =>
        problem.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Json(Answer answer)
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
