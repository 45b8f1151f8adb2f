using Wesog.Server.Tests.Hostile.Cases;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>A change that makes a request invalid.</summary>
/// <param name="Name">The name in failure messages.</param>
/// <param name="Stage">The part of the request that it changes.</param>
/// <param name="Apply">Applies the mutation.</param>
internal sealed record Mutation(string Name, Stage Stage, Action<SeededRandom, RequestDraft> Apply)
{
    public static IReadOnlyList<Mutation> All { get; } =
        [.. ContentMutations.All, .. EncodingMutations.All, .. HeaderMutations.All, .. TargetMutations.All, .. TransferMutations.All];

    /// <summary>The mutations of pipelined requests: further requests can follow on the connection.</summary>
    public static IReadOnlyList<Mutation> OfOneAmongMany { get; } = [.. All.Where(mutation => mutation.Stage < Stage.Transfer)];
}
