using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>405 responses name the allowed methods. Only the 401 check precedes them.</summary>
public sealed class MethodTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string OfImages = "DELETE, GET, HEAD, PATCH, POST, PUT";

    [Theory]
    [InlineData("OPTIONS", "/imgs", OfImages)]
    [InlineData("QUERY", "/imgs", OfImages)]
    [InlineData("get", "/imgs", OfImages)]
    [InlineData("OPTIONS", "/imgs/a", OfImages)]
    [InlineData("QUERY", "/imgs/delete", OfImages)]
    [InlineData("PUT", "/ops", "DELETE, GET, HEAD, POST")]
    [InlineData("PATCH", "/ops", "DELETE, GET, HEAD, POST")]
    [InlineData("POST", "/ops/1", "DELETE, GET, HEAD")]
    [InlineData("PUT", "/ops/1", "DELETE, GET, HEAD")]
    [InlineData("PATCH", "/ops/none", "DELETE, GET, HEAD")]
    public async Task Another_method_on_a_known_path_is_405_with_the_allowed_methods(string method, string target, string allowed)
    {
        var response = await RawConnection.AskAsync(host.Address, method, target + "?unknown=1");
        Assert.StartsWith("HTTP/1.1 405 ", response, StringComparison.Ordinal);
        Assert.Contains($"\r\nAllow: {allowed}\r\n", response, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"method_not_allowed\"", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_the_response_does_not_name_the_methods() =>
        Assert.Null((await host.Client(null).SendAsync("PUT", "/ops")).IsProblem(401, "unauthorized").Header("Allow"));
}
