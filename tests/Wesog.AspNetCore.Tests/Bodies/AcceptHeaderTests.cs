using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Bodies;

namespace Wesog.AspNetCore.Tests.Bodies;

/// <summary>Newline-delimited JSON is preferred by its name and a higher quality only.</summary>
public sealed class AcceptHeaderTests
{
    [Theory]
    [InlineData("application/x-ndjson", true)]
    [InlineData("application/ndjson", true)]
    [InlineData("application/jsonl", true)]
    [InlineData("Application/X-NDJSON; charset=utf-8", true)]
    [InlineData("application/x-ndjson;q=0.1", true)]
    [InlineData("application/x-ndjson, application/json;q=0.9", true)]
    [InlineData("application/json;q=0.5, application/x-ndjson;q=0.6", true)]
    [InlineData("text/html, application/jsonl;q=0.1", true)]
    [InlineData("application/x-ndjson, application/*;q=0.9, */*", true)]
    [InlineData("application/x-ndjson;q=0.9, application/json;q=0.8, */*", true)]
    [InlineData("application/x-ndjson;q=0, application/ndjson;q=0.5", true)]
    [InlineData("application/x-ndjson, */*;q=0.1", true)]
    [InlineData("application/x-ndjson, */*", false)]
    [InlineData("application/x-ndjson;q=0.5, application/*", false)]
    [InlineData("application/x-ndjson, application/json", false)]
    [InlineData("application/x-ndjson;q=0.7, application/json;q=0.7", false)]
    [InlineData("application/x-ndjson;q=0.7, application/json", false)]
    [InlineData("application/x-ndjson;q=0", false)]
    [InlineData("application/json;q=0.1, */*", false)]
    [InlineData("*/*", false)]
    [InlineData("application/*", false)]
    [InlineData("text/html", false)]
    [InlineData("application/x-ndjson;;q=,", false)]
    [InlineData("", false)]
    public void The_header_decides(string accept, bool prefersLines)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Accept = accept.Length == 0 ? default : accept;
        Assert.Equal(prefersLines, AcceptHeader.PrefersLines(http.Request));
    }

    [Fact]
    public void Several_headers_are_one_list()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Accept = new(["application/json;q=0.5", "application/x-ndjson"]);
        Assert.True(AcceptHeader.PrefersLines(http.Request));
    }
}
