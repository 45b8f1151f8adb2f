namespace Wesog.Core.Tests.Limits;

/// <summary>A limit and what tries it.</summary>
/// <param name="Setting">The option, such as <c>Limits.MaxErrors</c>; null where it is fixed.</param>
/// <param name="What">What it limits.</param>
/// <param name="Value">Its default, or its fixed value; null where the default is more than a test can reach.</param>
/// <param name="Small">Another value to set it to; null where it is fixed.</param>
/// <param name="Refusal">What one beyond comes to.</param>
/// <param name="TryAsync">Tries that many: empty where they are taken, else what they come to.</param>
internal sealed record LimitRow(
    string? Setting, string What, long? Value, long? Small, string Refusal, Func<WesogOptions, long, Task<string>> TryAsync)
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
