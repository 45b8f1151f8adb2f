using FsCheck;
using FsCheck.Fluent;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;
using Wesog.StoreHistories.Queries;
using Wesog.StoreHistories.Steps;
using Wesog.Testing;

namespace Wesog.StoreHistories;

/// <summary>Creates random histories of calls.</summary>
public static class RandomHistories
{
    // Mostly one tenant, because calls of different tenants do not interact.
    private static readonly Gen<string> _tenants = Gen.Frequency((5, Gen.Constant(Names.Tenants[0])), (3, Gen.Elements<string>([.. Names.Tenants])));
    private static readonly Gen<string> _ids = Gen.Elements<string>([.. Names.Images]);
    private static readonly Gen<string?> _titles = Gen.Elements(null, "", "one", "\u0442\u0440\u0443\u0441\n\u0446\u044B", "\U0001F600\"");
    private static readonly Gen<long> _numbers = Gen.Choose(1, 8).Select(number => (long)number);
    private static readonly Gen<TimeSpan> _clockOffsets = Gen.Elements(0, 0, 1, -90_000_000, 2_500).Select(ms => TimeSpan.FromMilliseconds(ms));
    private static readonly Gen<int> _workItemIndexes = Gen.Elements(0, 0, 0, 0, 1, 2);
    private static readonly Gen<int> _finalStates = Gen.Choose(0, 3);

    private static readonly Gen<ImageFilter> _filters = Gen.Elements(
        "title=one", "title==\u0422\u0440\u0443\u0441", "title~\u0442\u0440\u0443 && !title~~\u0442\u0440\u0443", "text~o", "text~~\u0446\u044b", "title=\"\"", "has=title", "!has=title",
        "lang:en,es", "lang=ru", "!lang=ru", "revision>1", "revision:1,3", "id~a", "id>$", "title>\u0442", "created_at<2027").Select(formula => ImageFilter.Parse(formula));

    private static readonly Gen<string?> _labels = Gen.Elements<string?>(null, null, "import", "\u044F \uD83D\uDE00");

    // Around the times of the histories, to the fraction of a millisecond.
    private static readonly Gen<(DateTimeOffset?, DateTimeOffset?)> _periods =
        from hasFrom in Gen.Elements(false, false, true)
        from first in Gen.Choose(-1, 40)
        from hasBefore in Gen.Elements(false, false, true)
        from before in Gen.Choose(0, 80)
        select (
            hasFrom ? SampleOperations.Created.AddMilliseconds(1_000 * first).AddTicks(1) : (DateTimeOffset?)null,
            hasBefore ? SampleOperations.Created.AddMilliseconds(1_000 * before) : (DateTimeOffset?)null);

    private static readonly Gen<SubmittedOperation> _submissions =
        from tenant in _tenants
        from method in Gen.Elements(OperationMethod.Add, OperationMethod.Update, OperationMethod.Delete, OperationMethod.Multiple)
        from ids in _ids.NonEmptyListOf()
        from urgent in Gen.Elements(false, false, true)
        from hasKey in Gen.Elements(false, false, true)
        from name in Gen.Elements<string>([.. Names.Keys])
        from body in Gen.Elements("one", "two")
        from maxOperations in Gen.Elements(int.MaxValue, int.MaxValue, 4, 2, 1, 0)
        from exceedsByteLimit in Gen.Frequency((12, Gen.Constant(false)), (1, Gen.Constant(true)))
        from label in _labels
        from isEdit in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new SubmittedOperation(tenant, method, [.. ids.Take(4)], urgent, hasKey ? (name, body) : null, maxOperations, exceedsByteLimit)
        {
            Label = label,
            IsEdit = isEdit,
        };

    // The port allows at most one write of an id.
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
        from clockOffset in _clockOffsets
        select (HistoryStep)new Claim(tenant, new($"engine-{duration}", TimeSpan.FromMilliseconds(duration)), new(operations, items, bytes), clockOffset);

    private static readonly Gen<HistoryStep> _transactions =
        from fromEnd in _workItemIndexes
        from changes in _changes
        from finishes in Gen.Elements<int[]>([0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6, 7], [0], [1], [1, 0], [])
        from finalState in _finalStates
        from fault in Gen.Frequency(
            (12, Gen.Constant(DecisionFault.None)), (1, Gen.Constant(DecisionFault.Throws)), (1, Gen.Constant(DecisionFault.LeaseExpires)), (1, Gen.Constant(DecisionFault.FinishesUnclaimed)))
        from expectAbsent in Gen.Elements(false, true)
        select (HistoryStep)new CommitClaimed(fromEnd, changes, finishes, finalState, fault, expectAbsent);

    private static readonly Gen<HistoryStep> _inlineCommits =
        from submission in _submissions
        from changes in _changes
        from finalState in _finalStates
        from fault in Gen.Frequency((8, Gen.Constant(DecisionFault.None)), (1, Gen.Constant(DecisionFault.Throws)), (1, Gen.Constant(DecisionFault.LeaseExpires)))
        from additional in Gen.Elements(0, 0, 1, 2)
        from expectAbsent in Gen.Elements(false, true)
        select (HistoryStep)new CommitInline(
            [submission, .. Enumerable.Repeat(submission with { Key = null }, additional)], changes, finalState, fault, expectAbsent);

    // The limits of the first operation apply to the call.
    private static readonly Gen<HistoryStep> _enqueues =
        from first in _submissions
        from others in _submissions.ListOf()
        from count in Gen.Elements(0, 0, 0, 1, 2)
        select (HistoryStep)new Enqueue([first, .. others.Take(count).Select(other => other with { Tenant = first.Tenant })]);

    private static readonly Gen<HistoryStep> _operationLists =
        from tenant in _tenants
        from limit in Gen.Elements(1, 2, 3, 100)
        from before in Gen.Elements<long?>(null, null, 2, 4, 6, long.MinValue, long.MaxValue)
        from states in Gen.Elements<OperationState[]>(
            [], [], [], [OperationState.Pending], [OperationState.Running], [OperationState.Succeeded], [OperationState.Failed, OperationState.Running],
            [OperationState.Canceled, OperationState.Pending, OperationState.Canceled])
        from methods in Gen.Elements<OperationMethod[]>([], [], [OperationMethod.Add], [OperationMethod.Multiple, OperationMethod.Delete])
        from label in Gen.Frequency((3, Gen.Constant<string?>(null)), (1, _labels))
        from created in _periods
        from finished in Gen.Frequency((2, Gen.Constant<(DateTimeOffset?, DateTimeOffset?)>((null, null))), (1, _periods))
        from errors in Gen.Elements(0, 1, 3, 10, 100)
        select (HistoryStep)new ListOperations(tenant, new()
        {
            Limit = limit,
            Before = before,
            States = states,
            Methods = methods,
            Label = label,
            CreatedFrom = created.Item1,
            CreatedBefore = created.Item2,
            FinishedFrom = finished.Item1,
            FinishedBefore = finished.Item2,
            MaxErrors = errors,
        });

    private static readonly Gen<HistoryStep> _imageLists =
        from tenant in _tenants
        from offset in Gen.Elements(0, 0, 1, 2, 5, long.MaxValue)
        from limit in Gen.Elements(1, 2, 3, 1_000)
        from after in Gen.Elements<string?>([null, null, .. Names.Images, "", "aa", "\uFFFF"])
        from maxBytes in Gen.Elements(long.MaxValue, long.MaxValue, 0, 60, 100)
        select (HistoryStep)new ListImages(tenant, new() { Offset = offset, Limit = limit, After = after, MaxBytes = maxBytes });

    // On what the changes of histories write.
    private static readonly Gen<HistoryStep> _queries =
        from tenant in _tenants
        from query in RandomQueries.QueriesWith(
            from first in _filters from second in _filters from form in Gen.Choose(0, 2) select form == 0 ? first : form == 1 ? first & second : first | second)
        from maxPages in Gen.Elements(1, int.MaxValue)
        select (HistoryStep)new QueryImages(tenant, query, maxPages);

    private static readonly Gen<HistoryStep> _expiries =
        from age in Gen.Elements(0, 1, 10_000, 10_000_000)
        from keep in Gen.Elements(0, 1, 2, int.MaxValue)
        from maxCount in Gen.Elements(1, 2, 3, 1_000)
        select (HistoryStep)new RemoveExpired(TimeSpan.FromMilliseconds(age), keep, maxCount);

    // Includes the last millisecond of a lease and the moment at which it expires.
    private static readonly Gen<HistoryStep> _delays =
        Gen.Elements(1, 1, 9_999, 10_000, 29_999, 30_000).Select(HistoryStep (ms) => new AdvanceClock(TimeSpan.FromMilliseconds(ms)));

    private static readonly (int Weight, Gen<HistoryStep> Steps)[] _steps =
    [
        (12, _enqueues),
        (5, _inlineCommits),
        (6, _claims),
        (8, _transactions),
        (4, _workItemIndexes.Select(HistoryStep (fromEnd) => new Release(fromEnd))),
        (2, from fromEnd in _workItemIndexes from number in _numbers select (HistoryStep)new Release(fromEnd, number)),
        (3, from tenant in _tenants from number in _numbers from clockOffset in _clockOffsets select (HistoryStep)new Cancel(tenant, number, clockOffset)),
        (1, _workItemIndexes.Select(HistoryStep (fromEnd) => new Renew(fromEnd))),
        (4, _delays),
        (2, from tenant in _tenants from ids in _ids.ListOf() select (HistoryStep)new FindImages(tenant, [.. ids.Distinct()])),
        (2, _imageLists),
        (2, from tenant in _tenants from number in _numbers select (HistoryStep)new GetOperation(tenant, number)),
        (2, _operationLists),
        (1, Gen.Constant<HistoryStep>(new ListBacklogs())),
        (2, _expiries),
        (4, _queries),
    ];

    /// <param name="restarts">Whether histories contain restarts of the store.</param>
    public static Gen<History> All(bool restarts) =>
        from length in Gen.Choose(1, 40)
        from steps in Gen.Frequency(restarts ? [.. _steps, (2, Gen.Constant<HistoryStep>(new Restart()))] : _steps).ListOf(length)
        select new History([.. steps]);
}
