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
        while (Fault is null && TryReadResponse())
        {
        }
    }

    /// <summary>Completes a response that ends with the connection.</summary>
    public void End()
    {
        _hasEnded = true;
        while (Fault is null && TryReadResponse())
        {
        }
    }

    private bool TryReadResponse()
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

        var response = new Response(
            int.Parse(status.Groups[1].Value, CultureInfo.InvariantCulture),
            [.. lines.Skip(1).Select(line => (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim()))],
            []);
        return ReadBody(response, bytes[(headEnd + 4)..], headEnd + 4);
    }

    private bool ReadBody(Response response, ReadOnlySpan<byte> rest, int headLength)
    {
        var isHead = framing.Of(Responses.Count) is { IsHead: true };
        if (isHead || response.Status is < 200 or 204 or 304)
        {
            return Complete(response, headLength, []);
        }

        if (response.Header("Transfer-Encoding") == "chunked")
        {
            var (length, isWellFormed) = Chunks.Measure(rest);
            Fault = isWellFormed ? null : "ill-formed chunks";
            return isWellFormed && length is { } all && Complete(response, headLength + all, ChunkedText.Decode(rest[..all]));
        }

        if (response.Header("Content-Length") is null && framing.Of(Responses.Count) is { EndsWithItsConnection: true })
        {
            return _hasEnded && Complete(response, headLength + rest.Length, rest.ToArray());
        }

        if (!int.TryParse(response.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var declared))
        {
            Fault = "a response without a length";
            return false;
        }

        return rest.Length >= declared && Complete(response, headLength + declared, rest[..declared].ToArray());
    }

    private bool Complete(Response response, int length, byte[] body)
    {
        _rest.RemoveRange(0, length);

        // Interim responses precede the final one.
        if (response.Status >= 200)
        {
            Responses.Add(response with { Body = body });
        }
        else if (response.Status != 100)
        {
            Fault = $"an interim response {response.Status}";
        }

        return true;
    }

    [GeneratedRegex(@"^HTTP/1\.1 ([1-5][0-9]{2}) [ -~]*$")]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^[!#$%&'*+.^_`|~0-9A-Za-z-]+: [ -~]*$")]
    private static partial Regex HeaderLine();
}
