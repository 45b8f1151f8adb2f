namespace Wesog.Architecture.Tests.PublicApi.Samples;

/// <summary>An abstract class with a nested type.</summary>
internal abstract class Shelf
{
    public const string Name = "shelf";

    protected Shelf(bool open = true) => Changed += (_, _) => _ = open;

    public event EventHandler? Changed;

    public enum Size
    {
        Small = 2,
        Large = 1,
    }

    public string? this[int index] => index < 0 ? null : Name;

    public override string ToString() => Name;

    protected virtual bool TryTake(string title, out Book? book)
    {
        Changed?.Invoke(this, EventArgs.Empty);
        book = null;
        return title == Name;
    }
}
