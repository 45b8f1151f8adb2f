using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Wesog.AspNetCore.Tests.Hosting;

/// <summary>A complete response.</summary>
public sealed record Reply(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    public string? ContentType => ContentHeaders.ContentType?.ToString();

    public string Code => this["code"].GetString()!;

    public string Detail => this["detail"].GetString()!;

    public JsonElement this[string member] => Json.GetProperty(member);

    public bool Has(string member) => Json.TryGetProperty(member, out _);

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>The target of the link to the next page; null if there is none.</summary>
    public string? Next => Header("Link") is { } link && link.EndsWith(">; rel=\"next\"", StringComparison.Ordinal)
        ? link[1..link.IndexOf('>', StringComparison.Ordinal)]
        : null;

    /// <summary>Asserts that the response is a well-formed problem with a status and a code.</summary>
    public Reply IsProblem(int status, string code)
    {
        Assert.True(status == Status, $"Expected status {status}, got {Status}: {Text}");
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(code, Code);
        Assert.Equal(status, this["status"].GetInt32());
        Assert.Equal($"urn:wesog:problem:{code}", this["type"].GetString());
        Assert.NotEmpty(this["title"].GetString()!);
        Assert.NotEmpty(Detail);
        Assert.NotEmpty(Header("Content-Language")!);
        Assert.DoesNotContain('{', Detail);
        return this;
    }

    /// <summary>Asserts that the response is JSON with a status.</summary>
    public Reply Is(int status)
    {
        Assert.True(status == Status, $"Expected status {status}, got {Status}: {Text}");
        Assert.Equal("application/json", ContentType);
        Assert.Equal(Bytes.Length, ContentHeaders.ContentLength);
        return this;
    }
}
