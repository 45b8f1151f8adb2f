using FsCheck;
using FsCheck.Fluent;
using Wesog.Operations;
using Wesog.StoreHistories.Steps;

namespace Wesog.StoreHistories.Concurrent;

/// <summary>Random concurrent histories of one tenant. They use few images and numbers, so that most calls affect the same data.</summary>
public static class ConcurrentHistories
{
    private static readonly string _tenant = Names.Tenants[0];
    private static readonly Gen<string> _ids = Gen.Elements("a", "b", "c");
    private static readonly Gen<long> _numbers = Gen.Choose(1, 8).Select(number => (long)number);

    // Most changes write two images, so that an inconsistent read can return one without the other.
    private static readonly Gen<IReadOnlyList<Change>> _changes =
        from ids in Gen.Elements<string[]>(["a", "b"], ["a", "b"], ["b", "c"], ["a", "b", "c"], ["c"])
        from isDeletion in Gen.Elements(false, false, false, true)
        select (IReadOnlyList<Change>)[.. ids.Select(id => new Change(id, null, isDeletion))];

    private static readonly Gen<SubmittedOperation> _submissions =
        from id in _ids
        from urgent in Gen.Elements(false, false, true)
        from key in Gen.Elements<(string, string)?>(null, null, null, ("k", "one"))
        from maxOperations in Gen.Elements(int.MaxValue, int.MaxValue, 2)
        select new SubmittedOperation(_tenant, OperationMethod.Add, [id], urgent, key, maxOperations, ExceedsByteLimit: false);

    private static readonly Gen<HistoryStep> _inlineCommits =
        from submission in _submissions
        from changes in _changes
        from additional in Gen.Elements(0, 0, 1)
        from expectAbsent in Gen.Elements(false, true)
        select (HistoryStep)new CommitInline(
            [submission, .. Enumerable.Repeat(submission with { Key = null }, additional)], changes, 0, DecisionFault.None, expectAbsent);

    private static readonly Gen<HistoryStep> _reads = Gen.OneOf(
        Gen.Constant<HistoryStep>(new FindImages(_tenant, ["a", "b", "c"])),
        Gen.Constant<HistoryStep>(new ListImages(_tenant, new())),
        Gen.Constant<HistoryStep>(new ListOperations(_tenant, new())),
        _numbers.Select(HistoryStep (number) => new GetOperation(_tenant, number)));

    private static readonly Gen<HistoryStep> _calls = Gen.Frequency(
        (5, _reads),
        (4, _inlineCommits),
        (2, _submissions.Select(HistoryStep (submission) => new Enqueue(submission))),
        (1, _numbers.Select(HistoryStep (number) => new Cancel(_tenant, number, TimeSpan.Zero))));

    // Two complete work items. The second may be empty.
    private static readonly Gen<IReadOnlyList<HistoryStep>> _workers =
        from first in _changes
        from second in _changes
        from operations in Gen.Elements(1, 100)
        let claim = new Claim(_tenant, new("engine-1", TimeSpan.FromSeconds(30)), new(operations, 1_000, long.MaxValue), TimeSpan.Zero)
        select (IReadOnlyList<HistoryStep>)
        [
            claim, new CommitClaimed(0, first, [0, 1, 2, 3], 0, DecisionFault.None, expectAbsent: true), new Release(0),
            claim, new CommitClaimed(0, second, [0], 1, DecisionFault.None, expectAbsent: false), new Release(0),
        ];

    public static Gen<ConcurrentHistory> All =>
        from worker in _workers
        from others in _calls.ListOf(6).ListOf(3)
        select new ConcurrentHistory([worker, .. others]);
}
