using System.Text;
using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>The bytes that are sent over one connection, and their expected handling.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Number">The number of the case in the run.</param>
/// <param name="Name">The names of the mutations.</param>
/// <param name="SentParts">The parts that the client sends.</param>
/// <param name="ReachRoutes">For each request, whether it reaches the routes.</param>
/// <param name="ClientBehavior">The behaviour of the client.</param>
internal sealed record HostileCase(
    ulong Seed, int Number, string Name, IReadOnlyList<SentPart> SentParts, IReadOnlyList<bool> ReachRoutes, ClientBehavior ClientBehavior)
{
    private const int ShownBytes = 1_500;

    /// <summary>All bytes.</summary>
    public byte[] Bytes { get; } = [.. SentParts.SelectMany(part => part.Bytes.ToArray())];

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
    /// Whether the client shuts down its sending side after the last byte, because no request is complete. Only in this case
    /// may the server close the connection without a response.
    /// </summary>
    public bool EndsItsSide => Owed == 0 && ClientBehavior == ClientBehavior.Stays;

    /// <summary>The variables that repeat the case, and its first bytes.</summary>
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
