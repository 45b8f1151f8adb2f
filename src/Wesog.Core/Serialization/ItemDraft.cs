using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>
/// The item being read. Takes its members in any order and gives them back in that of canonical JSON.
/// </summary>
internal sealed class ItemDraft : IDisposable
{
    private readonly PooledBuffer<byte> _scratch = new();
    private readonly (int Start, int Length)[] _pieces = new (int, int)[ImageMember.All.Length];

    /// <summary>What it does; null where the item names no method that exists.</summary>
    public ItemMethod? Method { get; private set; }

    /// <summary>Its image's id, once a valid one is seen.</summary>
    public string? Id { get; set; }

    /// <summary>The language it names itself.</summary>
    public Language? Lang { get; set; }

    public void Open(ItemMethod? method)
    {
        Method = method;
        Id = null;
        Lang = null;
        _scratch.Truncate(0);
        Array.Clear(_pieces);
    }

    /// <summary>Begins a member; its value is to be written next, with <see cref="CanonicalText"/>.</summary>
    public PooledBuffer<byte> Begin(ImageMember member)
    {
        _pieces[member.Index].Start = _scratch.Count;
        _scratch.Append(member.Label);
        return _scratch;
    }

    public void End(ImageMember member) => _pieces[member.Index].Length = _scratch.Count - _pieces[member.Index].Start;

    public void Write(ImageMember member, ReadOnlySpan<byte> value)
    {
        Begin(member).Append(value);
        End(member);
    }

    public void WriteText(ImageMember member, ReadOnlySpan<char> value)
    {
        CanonicalText.Write(Begin(member), value);
        End(member);
    }

    /// <summary>The members an image is stored with, as canonical JSON.</summary>
    public byte[] ToCanonical() => Assemble(_pieces.AsSpan(0, ImageMember.StoredCount));

    /// <summary>All members that were written.</summary>
    public byte[] ToJson() => Assemble(_pieces);

    public void Dispose() => _scratch.Dispose();

    private byte[] Assemble(ReadOnlySpan<(int Start, int Length)> pieces)
    {
        // A brace or a comma before each piece, and a brace at the end.
        var length = 1;
        foreach (var piece in pieces)
        {
            length += piece.Length > 0 ? piece.Length + 1 : 0;
        }

        var json = new byte[Math.Max(length, 2)];
        json[0] = (byte)'{';
        var at = 0;
        foreach (var (start, count) in pieces)
        {
            if (count > 0)
            {
                json[at] = at == 0 ? (byte)'{' : (byte)',';
                _scratch.Written.Slice(start, count).CopyTo(json.AsSpan(at + 1));
                at += count + 1;
            }
        }

        json[^1] = (byte)'}';
        return json;
    }
}
