using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>
/// Finds tests as xUnit does, and where no server is named makes a skipped one of each that needs it. The facts of the
/// conformance suite cannot know which store inherits them, and xUnit 2 cannot skip a test that has begun.
/// </summary>
internal sealed class ServerTestDiscoverer(
    IAssemblyInfo assemblyInfo, ISourceInformationProvider sourceProvider, IMessageSink diagnosticMessageSink)
    : XunitTestFrameworkDiscoverer(assemblyInfo, sourceProvider, diagnosticMessageSink)
{
    /// <inheritdoc/>
    protected override bool FindTestsForMethod(
        ITestMethod testMethod,
        bool includeSourceInformation,
        IMessageBus messageBus,
        ITestFrameworkDiscoveryOptions discoveryOptions)
    {
        if (MongoServer.IsNamed || !IsTest(testMethod.Method) || !NeedsServer(testMethod))
        {
            return base.FindTestsForMethod(testMethod, includeSourceInformation, messageBus, discoveryOptions);
        }

        var skipped = new SkippedTestCase(
            DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
        return ReportDiscoveredTestCase(skipped, includeSourceInformation, messageBus);
    }

    private static bool IsTest(IMethodInfo method) => method.GetCustomAttributes(typeof(FactAttribute)).Any();

    private static bool NeedsServer(ITestMethod test) =>
        test.Method.GetCustomAttributes(typeof(NeedsServerAttribute)).Any() || NeedsServer(test.TestClass.Class.ToRuntimeType());

    private static bool NeedsServer(Type type) =>
        type.IsDefined(typeof(NeedsServerAttribute)) || (type.DeclaringType is { } outer && NeedsServer(outer));
}
