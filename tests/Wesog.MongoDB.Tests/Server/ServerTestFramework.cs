using Wesog.MongoDB.Tests.Server;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Wesog.MongoDB.Tests.Server." + nameof(ServerTestFramework), "Wesog.MongoDB.Tests")]

namespace Wesog.MongoDB.Tests.Server;

/// <summary>xUnit as it is, but for the tests that <see cref="NeedsServerAttribute"/> marks.</summary>
public sealed class ServerTestFramework(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    /// <inheritdoc/>
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) =>
        new ServerTestDiscoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);
}
