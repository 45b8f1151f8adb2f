using System.Reflection;
using System.Runtime.CompilerServices;

namespace Wesog.Architecture.Tests.PublicApi;

/// <summary>Writes the line of a type: what it is, its name, and what it derives from.</summary>
internal static class ApiType
{
    public static string Line(Type type)
    {
        if (!typeof(Delegate).IsAssignableFrom(type))
        {
            return $"{Kind(type)} {FullName(type)}{Bases(type)}{CSharpName.OfConstraints(type.GetGenericArguments())}";
        }

        var invoke = type.GetMethod("Invoke")!;
        return $"delegate {CSharpName.Of(invoke.ReturnParameter)} {FullName(type)}{ApiMember.Parameters(invoke)}";
    }

    public static string FullName(Type type) => $"{type.Namespace}.{CSharpName.OfDefinition(type)}";

    private static string Kind(Type type)
    {
        return type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => "enum",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (IsRecord(type) ? "record struct" : "struct"),
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => (type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "") + (IsRecord(type) ? "record" : "class"),
        };
    }

    private static string Bases(Type type)
    {
        if (type.IsEnum)
        {
            return "";
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var all = type.GetInterfaces().Except(inherited).ToList();
        var bases = all.Where(one => one.IsVisible && !all.Any(other => other != one && other.GetInterfaces().Contains(one)))
            .Where(one => !(IsRecord(type) && one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEquatable<>)))
            .Select(CSharpName.Of)
            .Order(StringComparer.Ordinal);
        var parent = type.BaseType is { } baseType && baseType != typeof(object) && baseType != typeof(ValueType) ? baseType : null;
        var names = parent is null ? bases.ToList() : bases.Prepend(CSharpName.Of(parent)).ToList();
        return names.Count == 0 ? "" : $" : {string.Join(", ", names)}";
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null;
}
