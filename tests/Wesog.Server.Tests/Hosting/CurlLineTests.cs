using Wesog.Server.Hosting;

namespace Wesog.Server.Tests.Hosting;

public sealed class CurlLineTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/health/ready")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080/health/ready")]
    [InlineData("http://0.0.0.0:81", "http://127.0.0.1:81/health/ready")]
    [InlineData("http://[::]:81", "http://127.0.0.1:81/health/ready")]
    [InlineData("https://localhost:82", "--insecure https://localhost:82/health/ready")]
    [InlineData("http://unix:/tmp/w.sock", "--unix-socket '/tmp/w.sock' http://localhost/health/ready")]
    public void The_command_uses_a_reachable_address(string address, string expected) =>
        Assert.Equal($"curl {expected}", CurlLine.For([address], isLocal: false));

    [Fact]
    public void The_command_prefers_an_address_without_a_certificate() =>
        Assert.Equal(
            "curl http://127.0.0.1:80/health/ready", CurlLine.For(["https://127.0.0.1:443", "http://127.0.0.1:80"], isLocal: false));

    [Fact]
    public void The_command_contains_the_local_key() =>
        Assert.Contains("-H 'API-Key: local'", CurlLine.For(["http://127.0.0.1:5080"], isLocal: true), StringComparison.Ordinal);
}
