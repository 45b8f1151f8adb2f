using System.Text.Json;

namespace Wesog.Serialization;

/// <summary>NDJSON: each line that is not blank is a JSON text of its own, and an item.</summary>
internal sealed class LinesParser(BodyBuffer body, ItemReader items) : BodyParser(body)
{
    public override bool Parse()
    {
        while (true)
        {
            var unread = Body.Unread;
            var length = unread.IndexOf((byte)'\n');
            if (length < 0 && !Body.IsComplete)
            {
                FindEarlierError(unread);
                return false;
            }

            var line = length < 0 ? unread : unread[..length];
            if (line.ContainsAnyExcept(" \t\r"u8))
            {
                ParseLine(line);
            }

            Body.Advance(length < 0 ? line.Length : line.Length + 1);
            if (length < 0)
            {
                return true;
            }
        }
    }

    private void ParseLine(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            IsAfterValue = false;
            reader.Read();
            items.TryRead(ref reader, line);
            IsAfterValue = true;

            // Throws where something stands behind the value.
            reader.Read();
        }
        catch (JsonException error)
        {
            throw Malformed(error, in reader, Body.Line, Body.Column);
        }
    }

    // Where bytes that are no UTF-8 cut the line short, an error before them is the first.
    private void FindEarlierError(ReadOnlySpan<byte> unread)
    {
        if (!Body.IsBroken)
        {
            return;
        }

        var reader = new Utf8JsonReader(unread, isFinalBlock: false, default);
        try
        {
            IsAfterValue = false;
            while (reader.Read())
            {
                IsAfterValue = IsEnd(in reader);
            }
        }
        catch (JsonException error)
        {
            throw Malformed(error, in reader, Body.Line, Body.Column);
        }
    }
}
