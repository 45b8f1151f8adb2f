using System.Text;
using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>The bytes that are sent over one connection, and their expected handling.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Number">The case's number in it.</param>
/// <param name="Name">What was done to good requests.</param>
/// <param name="SentParts">What is sent.</param>
/// <param name="ReachRoutes">For each request, whether the routes get to see it.</param>
/// <param name="ClientBehavior">The behaviour of the client.</param>
internal sealed record HostileCase(
    ulong Seed, int Number, string Name, IReadOnlyList<SentPart> SentParts, IReadOnlyList<bool> ReachRoutes, ClientBehavior ClientBehavior)
{
    private const int ShownBytes = 1_500;

    /// <summary>All bytes.</summary>
    public byte[] Bytes { get; } = [.. SentParts.SelectMany(piece => piece.Bytes.ToArray())];

    /// <summary>The requests that a correct HTTP server reads from the bytes.</summary>
    public Framing Framing => field ??= Framing.Of(Bytes);

    /// <summary>Whether the request is valid.</summary>
    public bool IsGood => Name == CaseGenerator.Good;

    /// <summary>The number of responses. A client that stalls gets one too; a client that disconnects gets none.</summary>
    public int Owed => ClientBehavior switch
    {
        ClientBehavior.Stays => Framing.Owed.Count,
        ClientBehavior.Stalls => 1,
        _ => 0,
    };

    /// <summary>
    /// Whether the client ends its side once all is sent: nothing in it is whole, and never will be. That the server then
    /// ends the connection without a word is right, and the only case of it.
    /// </summary>
    public bool EndsItsSide => Owed == 0 && ClientBehavior == ClientBehavior.Stays;

    /// <summary>How to repeat it, and its first bytes.</summary>
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
