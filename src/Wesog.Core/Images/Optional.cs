namespace Wesog.Images;

/// <summary>
/// The change of one member: none (the default), a new value, or a <see langword="null"/> that clears it. A value converts to it:
/// <c>new ImageChange { Id = "a", Title = "Boats" }</c>.
/// </summary>
/// <typeparam name="T">The type of the member, nullable if the member can be cleared.</typeparam>
public readonly record struct Optional<T>
{
    /// <summary>Creates a change to the given value.</summary>
    public Optional(T value)
    {
        IsSet = true;
        Value = value;
    }

    /// <summary>Whether the member changes.</summary>
    public bool IsSet { get; }

    /// <summary>The new value; the default of the type if the member does not change.</summary>
    public T? Value { get; }

    /// <summary>Converts a value to a change to this value.</summary>
    public static implicit operator Optional<T>(T value) => new(value);
}
