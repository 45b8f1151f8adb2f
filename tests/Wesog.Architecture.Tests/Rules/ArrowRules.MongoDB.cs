namespace Wesog.Architecture.Tests.Rules;

public sealed partial class ArrowRules
{
    [Fact]
    public void The_mongodb_package_refers_to_the_engine_and_to_the_driver() => AssertReferences(
        Assemblies.MongoDB, "System.", "Microsoft.Extensions.", "MongoDB.", "Wesog.Core");
}
