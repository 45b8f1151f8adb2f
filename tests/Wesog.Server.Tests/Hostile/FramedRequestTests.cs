using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile;

/// <summary>The requests that must get a problem: those below the mapped paths.</summary>
public sealed class FramedRequestTests
{
    [Theory]
    [InlineData("GET /imgs HTTP/1.1", true)]
    [InlineData("BREW /Imgs/a/b?x=/../ HTTP/1.1", true)]
    [InlineData("GET /ops//1/ HTTP/1.0", true)]
    [InlineData("GET /imgs/a..b HTTP/1.1", true)]
    [InlineData("GET http://h/imgs/a HTTP/1.1", true)]
    [InlineData("GET //imgs HTTP/1.1", false)]
    [InlineData("GET /imgsa HTTP/1.1", false)]
    [InlineData("GET /imgs/../a HTTP/1.1", false)]
    [InlineData("GET /imgs/%2e. HTTP/1.1", false)]
    [InlineData("GET /health/live?/imgs HTTP/1.1", false)]
    [InlineData("GET /imgs/a b HTTP/1.1", false)]
    [InlineData("GET /imgs HTTP/1.2", false)]
    public void Mapped_paths_are_recognised(string firstLine, bool isMapped) => Assert.Equal(isMapped, FramedRequest.Of(firstLine).IsMapped);
}
