using System.Globalization;
using System.Text;

namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>A request before it is bytes. It begins as a good one; mutations change it.</summary>
internal sealed class RequestDraft
{
    // What the server lets its web server take; beyond, that answers 414 and 431.
    private const int MaxLineLength = 64 << 10;
    private const int MaxHeaderLength = 96 << 10;
    private const int MaxHeaders = 100;

    public required string Method { get; set; }

    public required string Path { get; set; }

    public List<string> Query { get; } = [];

    /// <summary>Names and values, as they are sent; each character is a byte.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>The content, encoded where a header says so; null for none.</summary>
    public byte[]? Body { get; set; }

    /// <summary>The content as the transfer carries it; null where that is the same.</summary>
    public byte[]? Transferred { get; set; }

    /// <summary>What is done to the whole request once it is bytes; null for nothing.</summary>
    public Func<byte[], byte[]>? Damage { get; set; }

    /// <summary>How it is cut into pieces that are sent one by one; null where it is sent at once.</summary>
    public Func<byte[], IEnumerable<Piece>>? Pace { get; set; }

    /// <summary>Whether the routes get to see it: the web server refuses nothing of its head, and its path is one of ours.</summary>
    public bool ReachesRoutes { get; set; } = true;

    public string Version { get; set; } = "HTTP/1.1";

    /// <summary>How the client behaves.</summary>
    public Manners Manners { get; set; }

    public void Set(string name, string value)
    {
        Headers.RemoveAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        Headers.Add((name, value));
    }

    public bool Has(string name) => Headers.Exists(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public byte[] Render()
    {
        var content = Transferred ?? Body;
        if (content is not null && !Has("Content-Length") && !Has("Transfer-Encoding"))
        {
            Headers.Add(("Content-Length", content.Length.ToString(CultureInfo.InvariantCulture)));
        }

        var head = new StringBuilder($"{Method} {Path}");
        head.Append(Query.Count > 0 ? "?" : "").AppendJoin('&', Query).Append(' ').Append(Version).Append("\r\n");
        var lineLength = head.Length;
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        ReachesRoutes &= lineLength <= MaxLineLength && head.Length - lineLength <= MaxHeaderLength && Headers.Count <= MaxHeaders;
        byte[] whole = [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. content ?? []];
        return Damage is null ? whole : Damage(whole);
    }
}
