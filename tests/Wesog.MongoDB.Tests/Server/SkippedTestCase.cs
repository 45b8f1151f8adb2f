using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>A test that does not run for want of a server; of a theory one for all its rows, as xUnit skips theories itself.</summary>
public sealed class SkippedTestCase : XunitTestCase
{
    /// <summary>For the runner, which sends test cases from one process to another.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the de-serializer only.")]
    public SkippedTestCase()
    {
    }

    /// <inheritdoc/>
    public SkippedTestCase(
        IMessageSink diagnosticMessageSink, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod testMethod)
        : base(diagnosticMessageSink, display, displayOptions, testMethod)
    {
    }

    /// <inheritdoc/>
    protected override string GetSkipReason(IAttributeInfo factAttribute) => MongoServer.SkipReason;
}
