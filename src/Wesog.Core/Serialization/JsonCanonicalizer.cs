using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Wesog.Serialization;

/// <summary>
/// Brings any JSON into bytes that are equal for equal meanings: strings unescaped, no white space, the members of
/// objects in an order of their own.
/// </summary>
internal sealed class JsonCanonicalizer : IDisposable
{
    private readonly PooledBuffer<byte> _form = new();
    private readonly JsonText _text = new();

    public ReadOnlySpan<byte> Written => _form.Written;

    public void Clear() => _form.Truncate(0);

    /// <param name="reader">Stands at the value's first token, and in the end at its last.</param>
    public void Append(ref Utf8JsonReader reader)
    {
        _form.Append((byte)reader.TokenType);
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                AppendText(_text.Read(in reader));
                break;
            case JsonTokenType.Number:
                AppendBytes(reader.ValueSpan);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Append(ref reader);
                }

                _form.Append((byte)JsonTokenType.EndArray);
                break;
            case JsonTokenType.StartObject:
                AppendObject(ref reader);
                break;
        }
    }

    /// <summary>The members of an object, each by its hash, whatever their order.</summary>
    public void AppendMembers(in MultisetHash members)
    {
        members.Write(_form.Reserve(SHA256.HashSizeInBytes));
        _form.Advance(SHA256.HashSizeInBytes);
        _form.Append((byte)JsonTokenType.EndObject);
    }

    /// <param name="reader">Stands at the member's name, and in the end at the last token of its value.</param>
    /// <param name="hash">Room for the hash.</param>
    public void HashMember(ref Utf8JsonReader reader, scoped Span<byte> hash)
    {
        var start = _form.Count;
        AppendText(_text.Read(in reader));
        reader.Read();
        Append(ref reader);
        CutHash(start, hash);
    }

    /// <summary>The hash of a member whose value is a string.</summary>
    public void HashMember(ReadOnlySpan<char> name, ReadOnlySpan<char> value, scoped Span<byte> hash)
    {
        var start = _form.Count;
        AppendText(name);
        _form.Append((byte)JsonTokenType.String);
        AppendText(value);
        CutHash(start, hash);
    }

    /// <summary>The same of the string that the reader stands at.</summary>
    public void HashMember(ReadOnlySpan<char> name, scoped ref readonly Utf8JsonReader reader, scoped Span<byte> hash) =>
        HashMember(name, _text.Read(in reader), hash);

    public void Dispose()
    {
        _form.Dispose();
        _text.Dispose();
    }

    private void AppendObject(ref Utf8JsonReader reader)
    {
        var members = default(MultisetHash);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            HashMember(ref reader, hash);
            members.Add(hash);
        }

        AppendMembers(members);
    }

    private void AppendText(ReadOnlySpan<char> text) => AppendBytes(MemoryMarshal.AsBytes(text));

    // The length before it keeps neighbours apart.
    private void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_form.Reserve(sizeof(int)), bytes.Length);
        _form.Advance(sizeof(int));
        _form.Append(bytes);
    }

    private void CutHash(int start, scoped Span<byte> hash)
    {
        SHA256.HashData(_form.Written[start..], hash);
        _form.Truncate(start);
    }
}
