namespace Wesog.Query.Sorting;

/// <summary>The place of an image in an order, in memory that is used again for the next image.</summary>
internal readonly ref struct SortPlace
{
    public SortPlace(bool hasValue, ReadOnlySpan<byte> value, ReadOnlySpan<byte> id)
    {
        HasValue = hasValue;
        Value = value;
        Id = id;
    }

    /// <summary>Whether the image has a value of the member.</summary>
    public bool HasValue { get; }

    /// <summary>The key of the member; empty if the image has no value.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>The id, in UTF-8.</summary>
    public ReadOnlySpan<byte> Id { get; }

    /// <summary>Compares two places. Images without a value are last, ascending and descending.</summary>
    /// <returns>Negative if this image comes first, positive if the other does, 0 if both are the same image.</returns>
    public int CompareTo(SortKey other, bool isDescending)
    {
        if (HasValue != other.Value is not null)
        {
            return HasValue ? -1 : 1;
        }

        var order = Value.SequenceCompareTo(other.Value);
        order = order != 0 ? order : Id.SequenceCompareTo(other.Id);
        return isDescending ? -order : order;
    }

    public SortKey ToKey() => new(HasValue ? Value.ToArray() : null, Id.ToArray());
}

/// <summary>The place of an image in an order.</summary>
/// <param name="Value">The key of the member; null if the image has no value.</param>
/// <param name="Id">The id, in UTF-8, which decides between equal keys.</param>
internal readonly record struct SortKey(byte[]? Value, byte[] Id)
{
    /// <inheritdoc cref="SortPlace.CompareTo"/>
    public int CompareTo(SortKey other, bool isDescending) => new SortPlace(Value is not null, Value, Id).CompareTo(other, isDescending);
}
