using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Parameters;

/// <summary>Every query parameter there is.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class KnownParameters
{
    /// <summary>The largest whole number that every JSON reader tells exactly: 2^53 - 1.</summary>
    public const long MaxNumber = (1L << 53) - 1;

    public static Parameter Wait { get; } = Parameter.Flag("wait");

    public static Parameter Urgent { get; } = Parameter.Flag("urgent");

    public static Parameter Strict { get; } = Parameter.Flag("strict");

    public static Parameter Subset { get; } = Parameter.Flag("subset");

    public static Parameter ValidateOnly { get; } = Parameter.Flag("validate_only");

    public static Parameter Lang { get; } = Parameter.Choice("lang", LanguageCodes.All);

    public static Parameter Id { get; } = Parameter.Texts("id");

    public static Parameter Fields { get; } = Parameter.Selection("fields", FieldSelection.AllNames);

    public static Parameter Page { get; } = Parameter.Number("page", 1, MaxNumber);

    public static Parameter ImageLimit { get; } = Parameter.Number("limit", 1, 10_000);

    public static Parameter OperationLimit { get; } = Parameter.Number("limit", 1, 1_000);

    public static Parameter Before { get; } = Parameter.Number("before", 1, MaxNumber);

    /// <summary>In the order of <see cref="OperationState"/>.</summary>
    public static Parameter State { get; } = Parameter.Choice("state", WireNames.AllStates);

    /// <summary>In the order of <see cref="OperationMethod"/>.</summary>
    public static Parameter Method { get; } = Parameter.Choice("method", WireNames.AllMethods);

    public static Parameter WaitSeconds { get; } = Parameter.Number("wait", 0, 60);

    /// <summary>Those of every write.</summary>
    public static IReadOnlyList<Parameter> OfWrites { get; } = [Wait, Urgent, Strict, Subset, ValidateOnly, Lang];
}
