using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Wesog.Architecture.Tests.PublicApi;

/// <summary>Writes types as C# does: keywords, generics, arrays, nullability.</summary>
internal static class CSharpName
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(char)] = "char", [typeof(byte)] = "byte", [typeof(short)] = "short", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float",
        [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    /// <summary>A type without a member around it, whose nullability therefore is unknown.</summary>
    public static string Of(Type type) => Write(type, null, NullabilityState.Unknown);

    public static string Of(ParameterInfo parameter) => Of(new NullabilityInfoContext().Create(parameter), parameter.ParameterType.IsByRef);

    public static string Of(PropertyInfo property)
    {
        var nullability = new NullabilityInfoContext().Create(property);
        var state = property.GetMethod is null ? nullability.WriteState : nullability.ReadState;
        return Write(property.PropertyType, nullability, state);
    }

    public static string Of(FieldInfo field) => Of(new NullabilityInfoContext().Create(field), false);

    public static string Of(EventInfo @event) => Of(new NullabilityInfoContext().Create(@event), false);

    /// <summary>A definition by its simple name, within the types that hold it: <c>Outer.Inner&lt;T&gt;</c>.</summary>
    public static string OfDefinition(Type type)
    {
        var outer = type.DeclaringType is { } declaring ? $"{OfDefinition(declaring)}." : "";
        var arguments = type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..];
        return outer + SimpleName(type) + (arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(argument => argument.Name))}>");
    }

    /// <summary>What is asked of type arguments: <c> where T : class, new()</c>; empty for nothing.</summary>
    public static string OfConstraints(IEnumerable<Type> arguments) => string.Concat(
        from argument in arguments
        let constraints = Constraints(argument).ToList()
        where constraints.Count > 0
        select $" where {argument.Name} : {string.Join(", ", constraints)}");

    /// <summary>A constant, as it would be written.</summary>
    public static string OfValue(object? value, Type type) => (Nullable.GetUnderlyingType(type) ?? type, value) switch
    {
        (_, null) => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        (_, string text) => $"\"{text}\"",
        (_, char character) => $"'{character}'",
        (_, bool answer) => answer ? "true" : "false",
        ({ IsEnum: true } kind, _) => $"{kind.Name}.{Enum.ToObject(kind, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static IEnumerable<string> Constraints(Type argument)
    {
        var special = argument.GenericParameterAttributes;
        var isStruct = special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        string[] first = isStruct ? ["struct"] : special.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : [];
        string[] last = !isStruct && special.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? ["new()"] : [];
        return [.. first, .. argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of), .. last];
    }

    private static string Of(NullabilityInfo nullability, bool isByReference) =>
        Write(isByReference ? nullability.Type.GetElementType()! : nullability.Type, nullability, nullability.ReadState);

    private static string Write(Type type, NullabilityInfo? nullability, NullabilityState state)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Write(underlying, nullability, NullabilityState.NotNull)}?";
        }

        // Reflection takes every unconstrained parameter for a nullable one, so nothing can be said of them.
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var mark = state == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (type.IsArray)
        {
            var element = nullability?.ElementType;
            return $"{Write(type.GetElementType()!, element, element?.ReadState ?? NullabilityState.Unknown)}[]{mark}";
        }

        return (_keywords.GetValueOrDefault(type) ?? Constructed(type, nullability)) + mark;
    }

    private static string Constructed(Type type, NullabilityInfo? nullability)
    {
        var outer = type.DeclaringType is { } declaring ? $"{OfDefinition(declaring)}." : "";
        if (!type.IsGenericType)
        {
            return outer + SimpleName(type);
        }

        var known = nullability?.GenericTypeArguments ?? [];
        var arguments = type.GetGenericArguments().Select((argument, index) => known.Length > index
            ? Write(argument, known[index], known[index].ReadState)
            : Of(argument));
        var list = string.Join(", ", arguments);
        return type.IsAssignableTo(typeof(ITuple)) ? $"({list})" : $"{outer}{SimpleName(type)}<{list}>";
    }

    private static string SimpleName(Type type) => type.Name.Split('`')[0];
}
