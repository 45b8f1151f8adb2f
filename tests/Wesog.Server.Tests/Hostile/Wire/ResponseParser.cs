using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>Parses the responses of a connection strictly.</summary>
internal sealed partial class ResponseParser(Framing framing)
{
    private readonly List<byte> _rest = [];
    private bool _hasEnded;

    public List<Response> Responses { get; } = [];

    /// <summary>The fault of the bytes so far; null if there is none.</summary>
    public string? Fault { get; private set; }

    /// <summary>The number of bytes of an incomplete response.</summary>
    public int Unparsed => _rest.Count;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _rest.AddRange(bytes);
        while (Fault is null && TryTake())
        {
        }
    }

    /// <summary>Ends a response whose end is the end of the connection.</summary>
    public void End()
    {
        _hasEnded = true;
        while (Fault is null && TryTake())
        {
        }
    }

    private bool TryTake()
    {
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rest);
        var headEnd = bytes.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return false;
        }

        var lines = Encoding.Latin1.GetString(bytes[..headEnd]).Split("\r\n");
        if (StatusLine().Match(lines[0]) is not { Success: true } status || lines.Skip(1).Any(line => !HeaderLine().IsMatch(line)))
        {
            Fault = $"an ill-formed head: {string.Join(" | ", lines)}";
            return false;
        }

        var answer = new Response(
            int.Parse(status.Groups[1].Value, CultureInfo.InvariantCulture),
            [.. lines.Skip(1).Select(line => (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim()))],
            []);
        return TakeBody(answer, bytes[(headEnd + 4)..], headEnd + 4);
    }

    private bool TakeBody(Response answer, ReadOnlySpan<byte> rest, int headLength)
    {
        var isHead = framing.Of(Responses.Count) is { IsHead: true };
        if (isHead || answer.Status is < 200 or 204 or 304)
        {
            return Take(answer, headLength, []);
        }

        if (answer.Header("Transfer-Encoding") == "chunked")
        {
            var (length, isWellFormed) = Chunks.Measure(rest);
            Fault = isWellFormed ? null : "ill-formed chunks";
            return isWellFormed && length is { } all && Take(answer, headLength + all, ChunkedText.Decode(rest[..all]));
        }

        if (answer.Header("Content-Length") is null && framing.Of(Responses.Count) is { EndsWithItsConnection: true })
        {
            return _hasEnded && Take(answer, headLength + rest.Length, rest.ToArray());
        }

        if (!int.TryParse(answer.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var told))
        {
            Fault = "an answer without a length";
            return false;
        }

        return rest.Length >= told && Take(answer, headLength + told, rest[..told].ToArray());
    }

    private bool Take(Response answer, int length, byte[] body)
    {
        _rest.RemoveRange(0, length);

        // Interim responses precede the final one.
        if (answer.Status >= 200)
        {
            Responses.Add(answer with { Body = body });
        }
        else if (answer.Status != 100)
        {
            Fault = $"an interim answer {answer.Status}";
        }

        return true;
    }

    [GeneratedRegex(@"^HTTP/1\.1 ([1-5][0-9]{2}) [ -~]*$")]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^[!#$%&'*+.^_`|~0-9A-Za-z-]+: [ -~]*$")]
    private static partial Regex HeaderLine();
}
