using System.Text;

namespace Wesog.AspNetCore.Tests.Hosting;

/// <summary>Sends requests with one key, without changes to their targets.</summary>
public sealed class ApiClient(HttpClient http, Uri address, string? key)
{
    public const string Json = "application/json";

    public Task<Reply> GetAsync(string target, params (string Name, string Value)[] headers) => SendAsync("GET", target, null, headers);

    public Task<Reply> SendAsync(string method, string target, string? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, target, body is null ? null : Encoding.UTF8.GetBytes(body), Json, headers);

    public async Task<Reply> SendAsync(
        string method, string target, byte[]? body, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = NewRequest(method, target, headers);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }

            foreach (var (name, value) in headers.Where(header => header.Name.StartsWith("Content-", StringComparison.Ordinal)))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await SendAsync(request);
    }

    /// <summary>Adds an image and waits for it.</summary>
    public async Task AddAsync(string id, string more = "") =>
        (await SendAsync("POST", "/imgs?wait=true", $$"""[{"id":"{{id}}","src":"https://e.org/1"{{more}}}]""")).Is(200);

    public HttpRequestMessage NewRequest(string method, string target, params (string Name, string Value)[] headers)
    {
        var asWritten = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address.GetLeftPart(UriPartial.Authority) + target, asWritten));
        if (key is not null)
        {
            request.Headers.Add("API-Key", key);
        }

        foreach (var (name, value) in headers.Where(header => !header.Name.StartsWith("Content-", StringComparison.Ordinal)))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), name);
        }

        return request;
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        return new(
            (int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync());
    }
}
