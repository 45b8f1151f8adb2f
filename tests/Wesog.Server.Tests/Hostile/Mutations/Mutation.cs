using Wesog.Server.Tests.Hostile.Cases;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>One way to go wrong.</summary>
/// <param name="Name">Its name, for whoever reads of a failure.</param>
/// <param name="Stage">What it works on.</param>
/// <param name="Apply">Does it.</param>
internal sealed record Mutation(string Name, Stage Stage, Action<SeededRandom, RequestDraft> Apply)
{
    public static IReadOnlyList<Mutation> All { get; } =
        [.. ContentMutations.All, .. EncodingMutations.All, .. HeaderMutations.All, .. TargetMutations.All, .. TransferMutations.All];

    /// <summary>Those that leave a connection as it was, so that further requests may follow.</summary>
    public static IReadOnlyList<Mutation> OfOneAmongMany { get; } = [.. All.Where(mutation => mutation.Stage < Stage.Transfer)];
}
