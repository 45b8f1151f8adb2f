namespace Wesog.Images;

/// <summary>
/// What a modification does to one member: nothing (the default), set a value, or clear it (a
/// <see langword="null"/> value). A plain value converts to it: <c>new ImageChange { Id = "a", Title = "Boats" }</c>.
/// </summary>
/// <typeparam name="T">The member's type, nullable where the member may be cleared.</typeparam>
public readonly record struct Optional<T>
{
    /// <summary>A change to the given value.</summary>
    public Optional(T value)
    {
        IsSet = true;
        Value = value;
    }

    /// <summary>Whether the member changes at all.</summary>
    public bool IsSet { get; }

    /// <summary>The new value; the type's default where nothing changes.</summary>
    public T? Value { get; }

    /// <summary>A change to the given value.</summary>
    public static implicit operator Optional<T>(T value) => new(value);
}
