using System.Globalization;
using System.Text;

namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>A valid request that mutations change.</summary>
internal sealed class RequestDraft
{
    // The limits of the web server; beyond them it responds with 414 and 431.
    private const int MaxLineLength = 64 << 10;
    private const int MaxHeaderLength = 96 << 10;
    private const int MaxHeaders = 100;

    public required string Method { get; set; }

    public required string Path { get; set; }

    public List<string> Query { get; } = [];

    /// <summary>Names and values; each character is a byte.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>The content, encoded as the headers say; null if there is none.</summary>
    public byte[]? Body { get; set; }

    /// <summary>The transferred bytes of the content; null if they equal the content.</summary>
    public byte[]? Transferred { get; set; }

    /// <summary>The change of the final bytes; null if there is none.</summary>
    public Func<byte[], byte[]>? Damage { get; set; }

    /// <summary>The division into parts that are sent separately; null if it is sent at once.</summary>
    public Func<byte[], IEnumerable<SentPart>>? Pace { get; set; }

    /// <summary>Whether it reaches the routes: the web server accepts its head, and its path is mapped.</summary>
    public bool ReachesRoutes { get; set; } = true;

    public string Version { get; set; } = "HTTP/1.1";

    /// <summary>The behaviour of the client.</summary>
    public ClientBehavior ClientBehavior { get; set; }

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
