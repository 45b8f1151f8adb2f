namespace Wesog.Core.Tests.Limits;

/// <summary>A limit, and an attempt to reach it.</summary>
/// <param name="Setting">The option, such as <c>Limits.MaxErrors</c>, or null if the limit is fixed.</param>
/// <param name="What">The limited quantity.</param>
/// <param name="Value">The default or the fixed value, or null if a test cannot reach it.</param>
/// <param name="Small">Another value for the option, or null if the limit is fixed.</param>
/// <param name="OutcomeBeyond">The outcome of one more than the limit.</param>
/// <param name="TryAsync">Attempts the given number. Returns an empty text if it is accepted, and otherwise the outcome.</param>
internal sealed record LimitRow(
    string? Setting, string What, long? Value, long? Small, string OutcomeBeyond, Func<WesogOptions, long, Task<string>> TryAsync)
{
    public string Name => $"{Setting ?? "fixed"}: {What}";

    /// <summary>The options with this limit set to a value.</summary>
    public WesogOptions With(long value)
    {
        var options = new WesogOptions();
        Settings.All.Single(setting => setting.Name == Setting).Set(options, value);
        return options;
    }
}
