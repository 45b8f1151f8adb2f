using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>The current item of a batch. Collects its members in any order and returns them in the order of canonical JSON.</summary>
internal sealed class ItemDraft : IDisposable
{
    private readonly PooledBuffer<byte> _scratch = new();
    private readonly (int Start, int Length)[] _pieces = new (int, int)[ImageMember.All.Count];
    private int _last;
    private int _storedEnd;
    private bool _isInOrder;

    /// <summary>The method; null if the item states no known method.</summary>
    public ItemMethod? Method { get; private set; }

    /// <summary>The id of the image; null until a valid one is read.</summary>
    public string? Id { get; set; }

    /// <summary>The language that the item states; null if it states none.</summary>
    public Language? Lang { get; set; }

    /// <summary>The revision that the image must have; null for any.</summary>
    public long? IfRevision { get; set; }

    /// <summary>What else must hold of the image; null for nothing.</summary>
    public ImagePrecondition? Precondition { get; set; }

    public void Open(ItemMethod? method)
    {
        (IfRevision, Precondition) = (null, null);
        Method = method;
        Id = null;
        Lang = null;
        _scratch.Truncate(0);
        Array.Clear(_pieces);
        (_last, _storedEnd, _isInOrder) = (-1, 0, true);
    }

    /// <summary>Begins a member. Write its value next, with <see cref="CanonicalJson"/>.</summary>
    public PooledBuffer<byte> Begin(ImageMember member)
    {
        _isInOrder &= member.Index > _last;
        _last = member.Index;
        _pieces[member.Index].Start = _scratch.Count;
        _scratch.Append(member.Label);
        return _scratch;
    }

    public void End(ImageMember member)
    {
        _pieces[member.Index].Length = _scratch.Count - _pieces[member.Index].Start;
        _storedEnd = member.Index < ImageMember.StoredCount ? _scratch.Count : _storedEnd;
    }

    public void Write(ImageMember member, ReadOnlySpan<byte> value)
    {
        Begin(member).Append(value);
        End(member);
    }

    /// <inheritdoc cref="CanonicalJson.WriteString(PooledBuffer{byte}, ReadOnlySpan{char})" path="/returns"/>
    public bool WriteText(ImageMember member, ReadOnlySpan<char> value)
    {
        var isPlain = CanonicalJson.WriteString(Begin(member), value);
        End(member);
        return isPlain;
    }

    /// <summary>Returns the stored members as canonical JSON.</summary>
    public byte[] ToCanonical()
    {
        if (!_isInOrder)
        {
            return Assemble(_pieces.AsSpan(0, ImageMember.StoredCount));
        }

        // The usual case: the members are adjacent already.
        var json = new byte[Math.Max(_storedEnd + 1, 2)];
        _scratch.Written[.._storedEnd].CopyTo(json);
        return Enclose(json);
    }

    /// <summary>Returns all members as JSON.</summary>
    public byte[] ToJson() => Assemble(_pieces);

    /// <inheritdoc cref="PooledBuffer{T}.Trim"/>
    public void Trim() => _scratch.Trim();

    public void Dispose() => _scratch.Dispose();

    private byte[] Assemble(ReadOnlySpan<(int Start, int Length)> pieces)
    {
        var length = 1;
        foreach (var piece in pieces)
        {
            length += piece.Length;
        }

        var json = new byte[Math.Max(length, 2)];
        var at = 0;
        foreach (var (start, count) in pieces)
        {
            _scratch.Written.Slice(start, count).CopyTo(json.AsSpan(at));
            at += count;
        }

        return Enclose(json);
    }

    // Every member starts with a comma. The brace replaces the first one.
    private static byte[] Enclose(byte[] json)
    {
        json[0] = (byte)'{';
        json[^1] = (byte)'}';
        return json;
    }
}
