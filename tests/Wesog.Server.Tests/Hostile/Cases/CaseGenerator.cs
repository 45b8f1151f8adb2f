using Wesog.Server.Tests.Hostile.Mutations;

namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>Creates the cases of a seed: valid requests, most of them with mutations.</summary>
internal sealed class CaseGenerator(ulong seed)
{
    /// <summary>The name of a case without mutations.</summary>
    public const string Good = "good";

    private const int StallEvery = 500;

    public HostileCase Make(int number)
    {
        var random = new SeededRandom(seed, number);
        if (number % StallEvery == StallEvery / 2)
        {
            return MakeStall(random, number);
        }

        return random.Chance(8) ? MakePipelined(random, number) : MakeOne(random, number);
    }

    private HostileCase MakeOne(SeededRandom random, int number)
    {
        var draft = GoodRequests.Compose(random);
        var names = Mutate(random, draft, Mutation.All);
        if (random.Chance(70))
        {
            draft.Headers.Add(("Connection", "close"));
        }

        return Case(number, names, draft);
    }

    private HostileCase MakeStall(SeededRandom random, int number)
    {
        var draft = GoodRequests.Compose(random);
        TransferMutations.Stall.Apply(random, draft);
        return Case(number, TransferMutations.Stall.Name, draft);
    }

    // Several requests in one send, before the first response.
    private HostileCase MakePipelined(SeededRandom random, int number)
    {
        var drafts = Enumerable.Range(0, random.Next(2, 5)).Select(_ => GoodRequests.Compose(random)).ToList();
        var names = drafts.Select(draft => random.Chance(50) ? Mutate(random, draft, Mutation.OfOneAmongMany) : Good).ToList();
        drafts[^1].Headers.Add(("Connection", "close"));
        var rendered = drafts.Select(draft => draft.Render()).ToList();

        // After the web server refuses a request, it closes the connection. The handling of the following bytes is not specified.
        var refused = drafts.FindIndex(draft => !draft.ReachesRoutes) is var at and >= 0 ? at : drafts.Count - 1;
        byte[] bytes = [.. rendered.Take(refused + 1).SelectMany(request => request)];
        return new(seed, number, string.Join(" | ", names), [new(bytes)], [.. drafts.Take(refused + 1).Select(draft => draft.ReachesRoutes)], default);
    }

    private HostileCase Case(int number, string names, RequestDraft draft)
    {
        var bytes = draft.Render();
        return new(seed, number, names, [.. draft.Pace?.Invoke(bytes) ?? [new SentPart(bytes)]], [draft.ReachesRoutes], draft.ClientBehavior);
    }

    private static string Mutate(SeededRandom random, RequestDraft draft, IReadOnlyList<Mutation> choice)
    {
        var count = random.Next(100) switch { < 10 => 0, < 65 => 1, < 90 => 2, _ => 3 };
        var mutations = Enumerable.Range(0, count).Select(_ => random.Pick(choice)).OrderBy(mutation => mutation.Stage).ToList();
        foreach (var mutation in mutations)
        {
            mutation.Apply(random, draft);
        }

        return count == 0 ? Good : string.Join(", ", mutations.Select(mutation => mutation.Name));
    }
}
