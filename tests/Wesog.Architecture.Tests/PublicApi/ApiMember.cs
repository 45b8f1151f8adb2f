using System.Reflection;
using System.Runtime.CompilerServices;

namespace Wesog.Architecture.Tests.PublicApi;

/// <summary>
/// Writes the members of a type that others can see, a line each, constructors first and the others by name; nothing for
/// what the compiler adds to a record.
/// </summary>
internal static class ApiMember
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> LinesOf(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => (Value: Convert.ToInt64(field.GetRawConstantValue(), null), field.Name))
                .OrderBy(member => member.Value)
                .Select(member => $"{member.Name} = {member.Value}");
        }

        return type.GetMembers(Declared)
            .Where(member => IsWritten(member) && IsVisible(member))
            .Select(member => (member.Name, Line: Line(member)))
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.Line, StringComparer.Ordinal)
            .Select(member => member.Line);
    }

    public static string Parameters(MethodBase method, bool isExtension = false) =>
        $"({(isExtension ? "this " : "")}{string.Join(", ", method.GetParameters().Select(Parameter))})";

    private static string Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => Line(constructor),
        FieldInfo field => Line(field),
        PropertyInfo property => Line(property),
        EventInfo @event => Line(@event),
        MethodInfo method => Line(method),
        _ => throw new NotSupportedException($"{member.MemberType} {member.Name} cannot be written yet."),
    };

    private static string Line(ConstructorInfo constructor) =>
        $"{Modifiers(constructor)}{CSharpName.OfDefinition(constructor.DeclaringType!).Split('.')[^1].Split('<')[0]}{Parameters(constructor)}";

    private static string Line(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? $" = {CSharpName.OfValue(field.GetRawConstantValue(), field.FieldType)}" : "";
        return $"{kind}{CSharpName.Of(field)} {field.Name}{value}";
    }

    private static string Line(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(IsVisible).ToList();
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{string.Join(", ", parameters.Select(Parameter))}]" : property.Name;
        var get = accessors.Contains(property.GetMethod!) ? "get; " : "";
        var set = property.SetMethod is { } setter && accessors.Contains(setter) ? IsInit(setter) ? "init; " : "set; " : "";
        return $"{Modifiers(accessors[0])}{required}{CSharpName.Of(property)} {index} {{ {get}{set}}}";
    }

    private static string Line(EventInfo @event) => $"{Modifiers(@event.AddMethod!)}event {CSharpName.Of(@event)} {@event.Name}";

    private static string Line(MethodInfo method)
    {
        var arguments = method.GetGenericArguments();
        var generic = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(argument => argument.Name))}>";
        var parameters = Parameters(method, method.IsDefined(typeof(ExtensionAttribute)));
        return $"{Modifiers(method)}{CSharpName.Of(method.ReturnParameter)} {method.Name}{generic}{parameters}{CSharpName.OfConstraints(arguments)}";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var passing = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        var value = parameter.HasDefaultValue ? $" = {CSharpName.OfValue(parameter.DefaultValue, parameter.ParameterType)}" : "";
        return $"{passing}{CSharpName.Of(parameter)} {parameter.Name}{value}";
    }

    private static string Modifiers(MethodBase method)
    {
        var access = method.IsPublic ? "" : "protected ";
        return method switch
        {
            { IsStatic: true } => $"{access}static ",
            { DeclaringType.IsInterface: true } => access,
            { IsAbstract: true } => $"{access}abstract ",
            { IsVirtual: true, IsFinal: false } => $"{access}{(IsOverride(method) ? "override " : "virtual ")}",
            _ => access,
        };
    }

    private static bool IsOverride(MethodBase method) => method is MethodInfo info && info.GetBaseDefinition() != info;

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    // Nested types have lines of their own, and accessors stand with their property.
    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } method => IsVisible((MethodBase)method) && method.Name.StartsWith("op_", StringComparison.Ordinal),
        MethodBase method => IsVisible(method),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(true).Any(IsVisible),
        EventInfo @event => IsVisible(@event.AddMethod!),
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // Someone wrote it: a record's equality, printing and copying are the compiler's.
    private static bool IsWritten(MemberInfo member) =>
        !member.IsDefined(typeof(CompilerGeneratedAttribute)) && !member.Name.Contains('<', StringComparison.Ordinal)
        && member.Name != "EqualityContract";
}
