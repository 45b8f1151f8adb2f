using System.Text;
using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>What is sent over one connection, and what is known of it.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Number">The case's number in it.</param>
/// <param name="Name">What was done to good requests.</param>
/// <param name="Pieces">What is sent.</param>
/// <param name="ReachRoutes">For each request, whether the routes get to see it.</param>
/// <param name="Manners">How the client behaves.</param>
internal sealed record HostileCase(
    ulong Seed, int Number, string Name, IReadOnlyList<Piece> Pieces, IReadOnlyList<bool> ReachRoutes, Manners Manners)
{
    private const int ShownBytes = 1_500;

    /// <summary>All that is sent.</summary>
    public byte[] Bytes { get; } = [.. Pieces.SelectMany(piece => piece.Bytes.ToArray())];

    /// <summary>What an HTTP server has to make of these bytes.</summary>
    public Framing Framing => field ??= Framing.Of(Bytes);

    /// <summary>Whether nothing is wrong with it.</summary>
    public bool IsGood => Name == CaseGenerator.Good;

    /// <summary>How many answers have to come. A client that stalls is told so, too; one that is gone is told nothing.</summary>
    public int Owed => Manners switch
    {
        Manners.Stays => Framing.Owed.Count,
        Manners.Stalls => 1,
        _ => 0,
    };

    /// <summary>
    /// Whether the client ends its side once all is sent: nothing in it is whole, and never will be. That the server then
    /// ends the connection without a word is right, and the only case of it.
    /// </summary>
    public bool EndsItsSide => Owed == 0 && Manners == Manners.Stays;

    /// <summary>How to run it again, and how it begins.</summary>
    public override string ToString()
    {
        var shown = new StringBuilder($"WESOG_SEED={Seed} WESOG_CASE={Number} ({Name}; {Bytes.Length} bytes)\n");
        foreach (var b in Bytes.AsSpan(0, Math.Min(Bytes.Length, ShownBytes)))
        {
            shown.Append(b is (>= (byte)' ' and <= (byte)'~') or (byte)'\n' ? ((char)b).ToString() : b == '\r' ? "" : $"\\x{b:X2}");
        }

        return shown.ToString();
    }
}
