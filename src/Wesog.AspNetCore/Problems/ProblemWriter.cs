using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Bodies;
using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Results;
using Wesog.Images;
using Wesog.Texts;

namespace Wesog.AspNetCore.Problems;

/// <summary>Writes a problem as the response, in the language of the request.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP" (RFC 9457).</remarks>
internal sealed class ProblemWriter
{
    private readonly TextCatalog _texts = TextCatalog.Load(typeof(ProblemWriter).Assembly);

    /// <summary>Writes the response.</summary>
    /// <param name="http">The request.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="query">The query string, if it is parsed already.</param>
    /// <param name="memory">Counts the memory of the response; null if the request has no tenant.</param>
    public async Task WriteAsync(HttpContext http, Problem problem, RequestQuery? query = null, RequestMemory? memory = null)
    {
        var language = RequestLanguage.Of(http.Request, query ?? RequestQuery.Parse(http.Request.QueryString.Value));
        http.Response.StatusCode = problem.Status;
        http.Response.Headers.ContentLanguage = language.ToCode();
        foreach (var (name, value) in problem.Headers)
        {
            http.Response.Headers[name] = value;
        }

        using var response = new JsonResponse(http, memory, ContentType.Problem);
        Write(response.Writer, problem, language);
        await response.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Writes the JSON object.</summary>
    public void Write(Utf8JsonWriter writer, Problem problem, Language language)
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
