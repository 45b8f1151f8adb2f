using Wesog.Server.Tests.Hostile.Cases;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>A change that makes a request invalid.</summary>
/// <param name="Name">Its name, for whoever reads of a failure.</param>
/// <param name="Stage">What it works on.</param>
/// <param name="Apply">Does it.</param>
internal sealed record Mutation(string Name, Stage Stage, Action<SeededRandom, RequestDraft> Apply)
{
    public static IReadOnlyList<Mutation> All { get; } =
        [.. ContentMutations.All, .. EncodingMutations.All, .. HeaderMutations.All, .. TargetMutations.All, .. TransferMutations.All];

    /// <summary>The mutations after which further requests can follow on the connection.</summary>
    public static IReadOnlyList<Mutation> OfOneAmongMany { get; } = [.. All.Where(mutation => mutation.Stage < Stage.Transfer)];
}
