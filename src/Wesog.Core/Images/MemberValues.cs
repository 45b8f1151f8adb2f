namespace Wesog.Images;

/// <summary>
/// The values of the stored members of an image, each at the index of its member: a string, a boolean, an <see cref="ImageDate"/> or a
/// <see cref="TextList"/>; null for no value; in a change also a <see cref="TextListEdit"/>, and <see cref="Cleared"/> for a value to clear. Equal if the values are.
/// </summary>
internal readonly struct MemberValues() : IEquatable<MemberValues>
{
    /// <summary>The value of a member that a change clears.</summary>
    public static readonly object Cleared = new();

    private static readonly object True = true;
    private static readonly object False = false;

    private readonly object?[] _values = new object?[ImageMember.Stored.Length];

    private MemberValues(object?[] values)
        : this() => _values = values;

    public object? this[ImageMember member]
    {
        get => _values[member.Index];
        set => _values[member.Index] = value;
    }

    public static object Box(bool value) => value ? True : False;

    public Optional<T?> GetChange<T>(ImageMember member) => this[member] switch
    {
        null => default,
        var value when value == Cleared => new(default),
        var value => new((T)value),
    };

    public void SetChange<T>(ImageMember member, Optional<T> change) => this[member] =
        !change.IsSet ? null
        : change.Value is bool flag ? Box(flag)
        : change.Value ?? Cleared;

    public ListChange GetListChange(ImageMember member) => ListChange.Of(this[member]);

    public void SetListChange(ImageMember member, ListChange change) => this[member] = change.Value;

    public MemberValues Copy() => new(_values.AsSpan().ToArray());

    public bool Equals(MemberValues other) => _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => obj is MemberValues other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
