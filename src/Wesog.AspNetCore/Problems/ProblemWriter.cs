using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Results;
using Wesog.Images;
using Wesog.Texts;

namespace Wesog.AspNetCore.Problems;

/// <summary>Answers with a problem, in the language of the request.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP" (RFC 9457).</remarks>
internal sealed class ProblemWriter
{
    private const string ContentType = "application/problem+json";

    private readonly TextCatalog _texts = TextCatalog.Load(typeof(ProblemWriter).Assembly);

    public async Task WriteAsync(HttpContext http, Problem problem)
    {
        var language = RequestLanguage.Of(http.Request);
        http.Response.StatusCode = problem.Status;
        http.Response.Headers.ContentLanguage = language.ToCode();
        foreach (var (name, value) in problem.Headers)
        {
            http.Response.Headers[name] = value;
        }

        using var answer = new JsonAnswer(http, ContentType);
        Write(answer.Writer, problem, language);
        await answer.CompleteAsync().ConfigureAwait(false);
    }

    private void Write(Utf8JsonWriter writer, Problem problem, Language language)
    {
        writer.WriteStartObject();
        writer.WriteString("type", $"urn:wesog:problem:{problem.Code}");
        writer.WriteString("title", _texts.Format(language, $"{problem.Code}.title"));
        writer.WriteNumber("status", problem.Status);
        writer.WriteString("detail", _texts.Format(language, problem.Detail, problem.Values));
        writer.WriteString("code", problem.Code);
        problem.Members?.Invoke(writer);
        writer.WriteEndObject();
    }
}
