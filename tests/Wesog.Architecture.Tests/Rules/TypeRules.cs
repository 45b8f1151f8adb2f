using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Wesog.Architecture.Tests.Rules;

public sealed class TypeRules
{
    [Fact]
    public void A_class_is_sealed_abstract_or_static() => Violations.AssertNone(
        "A class is abstract, static or sealed.",
        from assembly in Assemblies.Packages.Values.Except([Assemblies.Testing]).Append(Assemblies.Server)
        from type in assembly.GetTypes()
        where type.IsClass && !type.IsSealed && !type.IsAbstract && !IsGenerated(type)
        select type.FullName);

    [Fact]
    public void The_server_has_no_public_types() => Violations.AssertNone(
        "A program has no public types.",
        from type in Assemblies.Server.GetExportedTypes()
        where !IsGenerated(type)
        select type.FullName);

    // The compiler generates Program from top-level statements.
    private static bool IsGenerated(Type type) =>
        type.Name == "Program"
        || type.Name.Contains('<', StringComparison.Ordinal)
        || type.IsDefined(typeof(CompilerGeneratedAttribute))
        || type.IsDefined(typeof(GeneratedCodeAttribute))
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
