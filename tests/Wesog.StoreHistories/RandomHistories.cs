using FsCheck;
using FsCheck.Fluent;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.StoreHistories.Steps;

namespace Wesog.StoreHistories;

/// <summary>Random histories of calls of the port.</summary>
public static class RandomHistories
{
    // Mostly one tenant: what is spread over all of them seldom meets.
    private static readonly Gen<string> _tenants = Gen.Frequency((5, Gen.Constant(Names.Tenants[0])), (3, Gen.Elements<string>([.. Names.Tenants])));
    private static readonly Gen<string> _ids = Gen.Elements<string>([.. Names.Images]);
    private static readonly Gen<string?> _titles = Gen.Elements(null, "", "one", "\u0442\u0440\u0443\u0441\n\u0446\u044B", "\U0001F600\"");
    private static readonly Gen<long> _numbers = Gen.Choose(1, 8).Select(number => (long)number);
    private static readonly Gen<TimeSpan> _late = Gen.Elements(0, 0, 1, -90_000_000, 2_500).Select(ms => TimeSpan.FromMilliseconds(ms));
    private static readonly Gen<int> _backs = Gen.Elements(0, 0, 0, 0, 1, 2);
    private static readonly Gen<int> _endings = Gen.Choose(0, 3);

    private static readonly Gen<Submitted> _submissions =
        from tenant in _tenants
        from method in Gen.Elements(OperationMethod.Add, OperationMethod.Update, OperationMethod.Delete, OperationMethod.Multiple)
        from ids in _ids.NonEmptyListOf()
        from urgent in Gen.Elements(false, false, true)
        from hasKey in Gen.Elements(false, false, true)
        from name in Gen.Elements<string>([.. Names.Keys])
        from body in Gen.Elements("one", "two")
        from most in Gen.Elements(int.MaxValue, int.MaxValue, 4, 2, 1, 0)
        from isBeyondBytes in Gen.Frequency((12, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Submitted(tenant, method, [.. ids.Take(4)], urgent, hasKey ? (name, body) : null, most, isBeyondBytes);

    // Of each id at most one, as the port has it.
    private static readonly Gen<IReadOnlyList<Change>> _changes =
        (from id in _ids
         from title in _titles
         from isDeletion in Gen.Elements(false, false, true)
         select new Change(id, title, isDeletion)).ListOf().Select(IReadOnlyList<Change> (changes) => [.. changes.Take(5).DistinctBy(change => change.Id)]);

    private static readonly Gen<HistoryStep> _claims =
        from tenant in _tenants
        from duration in Gen.Elements(10_000, 30_000)
        from operations in Gen.Elements(1, 2, 3, 100)
        from items in Gen.Elements(1, 3, 6, 1_000)
        from bytes in Gen.Elements(long.MaxValue, long.MaxValue, 1)
        from late in _late
        select (HistoryStep)new Claim(tenant, new($"engine-{duration}", TimeSpan.FromMilliseconds(duration)), new(operations, items, bytes), late);

    private static readonly Gen<HistoryStep> _transactions =
        from back in _backs
        from changes in _changes
        from finishes in Gen.Elements<int[]>([0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6, 7], [0], [1], [1, 0], [])
        from ending in _endings
        from fate in Gen.Frequency(
            (12, Gen.Constant(DecisionFate.None)), (1, Gen.Constant(DecisionFate.Throws)), (1, Gen.Constant(DecisionFate.OutlivesItsLease)), (1, Gen.Constant(DecisionFate.FinishesAStranger)))
        from expectAbsent in Gen.Elements(false, true)
        select (HistoryStep)new CommitClaimed(back, changes, finishes, ending, fate, expectAbsent);

    private static readonly Gen<HistoryStep> _directOnes =
        from submission in _submissions
        from changes in _changes
        from ending in _endings
        from fate in Gen.Frequency((8, Gen.Constant(DecisionFate.None)), (1, Gen.Constant(DecisionFate.Throws)), (1, Gen.Constant(DecisionFate.OutlivesItsLease)))
        from more in Gen.Elements(0, 0, 1, 2)
        from expectAbsent in Gen.Elements(false, true)
        select (HistoryStep)new CommitInline(
            [submission, .. Enumerable.Repeat(submission with { Key = null }, more)], changes, ending, fate, expectAbsent);

    // The limits of a call are those of its first operation.
    private static readonly Gen<HistoryStep> _enqueues =
        from first in _submissions
        from others in _submissions.ListOf()
        from count in Gen.Elements(0, 0, 0, 1, 2)
        select (HistoryStep)new Enqueue([first, .. others.Take(count).Select(other => other with { Tenant = first.Tenant })]);

    private static readonly Gen<HistoryStep> _operationLists =
        from tenant in _tenants
        from limit in Gen.Elements(1, 2, 3, 100)
        from before in Gen.Elements<long?>(null, null, 2, 4, 6, long.MinValue, long.MaxValue)
        from state in Gen.Elements<OperationState?>(
            null, null, null, OperationState.Pending, OperationState.Running, OperationState.Succeeded, OperationState.Failed, OperationState.Canceled)
        from method in Gen.Elements<OperationMethod?>(null, null, OperationMethod.Add, OperationMethod.Multiple)
        from errors in Gen.Elements(0, 1, 3, 10, 100)
        select (HistoryStep)new ListOperations(tenant, new() { Limit = limit, Before = before, State = state, Method = method, MaxErrors = errors });

    private static readonly Gen<HistoryStep> _imageLists =
        from tenant in _tenants
        from offset in Gen.Elements(0, 0, 1, 2, 5, long.MaxValue)
        from limit in Gen.Elements(1, 2, 3, 1_000)
        select (HistoryStep)new ListImages(tenant, offset, limit);

    private static readonly Gen<HistoryStep> _expiries =
        from age in Gen.Elements(0, 1, 10_000, 10_000_000)
        from keep in Gen.Elements(0, 1, 2, int.MaxValue)
        from slice in Gen.Elements(1, 2, 3, 1_000)
        select (HistoryStep)new Expire(TimeSpan.FromMilliseconds(age), keep, slice);

    // To the millisecond before a lease runs out, and to that at which it does.
    private static readonly Gen<HistoryStep> _pauses =
        Gen.Elements(1, 1, 9_999, 10_000, 29_999, 30_000).Select(HistoryStep (ms) => new Pass(TimeSpan.FromMilliseconds(ms)));

    private static readonly (int Weight, Gen<HistoryStep> Steps)[] _steps =
    [
        (12, _enqueues),
        (5, _directOnes),
        (6, _claims),
        (8, _transactions),
        (4, _backs.Select(HistoryStep (back) => new Release(back))),
        (2, from back in _backs from number in _numbers select (HistoryStep)new Release(back, number)),
        (3, from tenant in _tenants from number in _numbers from late in _late select (HistoryStep)new Cancel(tenant, number, late)),
        (1, _backs.Select(HistoryStep (back) => new Renew(back))),
        (4, _pauses),
        (2, from tenant in _tenants from ids in _ids.ListOf() select (HistoryStep)new FindImages(tenant, [.. ids.Distinct()])),
        (2, _imageLists),
        (2, from tenant in _tenants from number in _numbers select (HistoryStep)new GetOperation(tenant, number)),
        (2, _operationLists),
        (1, Gen.Constant<HistoryStep>(new ListBacklogs())),
        (2, _expiries),
    ];

    /// <param name="restarts">Whether the store is closed and opened again now and then.</param>
    public static Gen<History> All(bool restarts) =>
        from length in Gen.Choose(1, 40)
        from steps in Gen.Frequency(restarts ? [.. _steps, (2, Gen.Constant<HistoryStep>(new Restart()))] : _steps).ListOf(length)
        select new History([.. steps]);
}
