using System.Collections;
using System.Runtime.CompilerServices;

namespace Wesog.Images;

/// <summary>
/// An immutable list of texts. Equal to another list with the same entries. A collection expression creates it:
/// <c>Keywords = ["boat", "sea"]</c>.
/// </summary>
[CollectionBuilder(typeof(TextList), nameof(Create))]
public sealed class TextList : IReadOnlyList<string>, IEquatable<TextList>
{
    private readonly string[] _entries;

    private TextList(string[] entries) => _entries = entries;

    /// <summary>The empty list, which is not the same as no list (<see langword="null"/>).</summary>
    public static TextList Empty { get; } = new([]);

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Length;

    /// <summary>The entry at a position, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    public string this[int index] => _entries[index];

    /// <summary>Creates a list with the given entries.</summary>
    public static TextList Create(params ReadOnlySpan<string> entries) => entries.IsEmpty ? Empty : new(entries.ToArray());

    /// <summary>Creates a list with the given entries.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="entries"/> is null.</exception>
    public static TextList From(IEnumerable<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return new([.. entries]);
    }

    /// <inheritdoc/>
    public bool Equals(TextList? other) => other is not null && _entries.AsSpan().SequenceEqual(other._entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TextList);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var entry in _entries)
        {
            hash.Add(entry, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _entries)}]";

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();
}
