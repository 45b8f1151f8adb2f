using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>Takes answers out of the bytes of a connection, strictly: whatever is no HTTP answer is a fault.</summary>
internal sealed partial class AnswerParser(Framing framing)
{
    private readonly List<byte> _rest = [];
    private bool _hasEnded;

    public List<Answer> Answers { get; } = [];

    /// <summary>What is wrong with the bytes so far; null where nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Bytes of an answer that is not whole yet.</summary>
    public int Unparsed => _rest.Count;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _rest.AddRange(bytes);
        while (Fault is null && TryTake())
        {
        }
    }

    /// <summary>The connection has ended, and with it an answer that has no other end.</summary>
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

        var answer = new Answer(
            int.Parse(status.Groups[1].Value, CultureInfo.InvariantCulture),
            [.. lines.Skip(1).Select(line => (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim()))],
            []);
        return TakeBody(answer, bytes[(headEnd + 4)..], headEnd + 4);
    }

    private bool TakeBody(Answer answer, ReadOnlySpan<byte> rest, int headLength)
    {
        var isHead = framing.Of(Answers.Count) is { IsHead: true };
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

        if (answer.Header("Content-Length") is null && framing.Of(Answers.Count) is { EndsWithItsConnection: true })
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

    private bool Take(Answer answer, int length, byte[] body)
    {
        _rest.RemoveRange(0, length);

        // Interim answers come before the one that counts.
        if (answer.Status >= 200)
        {
            Answers.Add(answer with { Body = body });
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
