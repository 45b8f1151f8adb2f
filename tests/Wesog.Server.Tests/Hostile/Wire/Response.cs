using System.Text;

namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>A complete response.</summary>
internal sealed record Response(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? ContentType => Header("Content-Type");

    public bool Closes => "close".Equals(Header("Connection"), StringComparison.OrdinalIgnoreCase);

    public string? Header(string name) =>
        Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();

    public override string ToString() =>
        $"{Status}\n{string.Join('\n', Headers.Select(header => $"{header.Name}: {header.Value}"))}\n\n{Text[..Math.Min(Text.Length, 1_000)]}";
}
