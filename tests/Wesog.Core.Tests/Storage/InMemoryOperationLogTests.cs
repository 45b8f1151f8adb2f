using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Storage;

public sealed class InMemoryOperationLogTests
{
    private readonly Operation _draft = SampleOperations.Add("a").Operation;
    private int _created;

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 40)]
    [InlineData(3, 400)]
    public void Random_changes_match_a_dictionary_and_leave_earlier_logs_unchanged(int seed, int maxChanges)
    {
        var random = new Random(seed);
        var model = new SortedDictionary<long, Operation>();
        var (log, last) = (OperationLog.Empty, 0L);
        var before = new List<(OperationLog Log, Operation[] Contents)>();

        for (var round = 0; round < 60; round++)
        {
            before.Add((log, [.. model.Values.Reverse()]));
            for (var i = random.Next(maxChanges); i >= 0; i--)
            {
                log = log.Append(model[++last] = Numbered(last));
            }

            // Removes mostly the oldest operations, as retention does, and sometimes nearly all.
            var oldest = Math.Max(1, last - (round % 20 == 0 ? 3 : maxChanges * 8));
            var edits = Enumerable.Range(0, random.Next(maxChanges)).Select(_ => random.NextInt64(1, last + 1))
                .Concat(model.Keys.TakeWhile(number => number < oldest)).Distinct()
                .Select(number => new OperationEdit(number, number < oldest || random.Next(5) == 0 ? null : Numbered(number)))
                .ToArray();
            random.Shuffle(edits);
            foreach (var (number, operation) in edits)
            {
                _ = operation is null ? model.Remove(number) : (model[number] = operation) is null;
            }

            log = log.With(edits);

            Assert.Equal(model.Values.Reverse(), log.Before(long.MaxValue));
            var bound = random.NextInt64(-1, last + 3);
            Assert.Equal(model.GetValueOrDefault(bound), log.Find(bound));
            Assert.Equal(model.Values.Reverse().Where(operation => operation.Id < bound), log.Before(bound));
        }

        Assert.All(before, then => Assert.Equal(then.Contents, then.Log.Before(long.MaxValue)));
    }

    [Fact]
    public void Logs_that_extend_the_same_log_are_independent()
    {
        for (var length = 0; length < 300; length++)
        {
            var common = OperationLog.Empty;
            for (var number = 1; number <= length; number++)
            {
                common = common.Append(Numbered(number));
            }

            var operations = Enumerable.Range(0, 3).Select(_ => Numbered(length + 1)).ToArray();
            var logs = operations.Select(common.Append).ToArray();

            Assert.Equal(operations, logs.Select(log => log.Find(length + 1)));
            Assert.Null(common.Find(length + 1));
            Assert.All(logs, log => Assert.Equal(length + 1, log.Before(long.MaxValue).Count()));
        }
    }

    [Fact]
    public void A_log_is_empty_after_all_operations_are_removed_and_continues_with_the_next_number()
    {
        var log = OperationLog.Empty;
        for (var number = 1; number <= 5_000; number++)
        {
            log = log.Append(Numbered(number)).With(new OperationEdit(number, null));
            Assert.Empty(log.Before(long.MaxValue));
        }

        Assert.Equal(5_001, Assert.Single(log.Append(Numbered(5_001)).Before(long.MaxValue)).Id);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Only_the_next_number_can_be_appended(long number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OperationLog.Empty.Append(Numbered(1)).Append(Numbered(number)));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(2)]
    public void Only_an_assigned_number_can_be_changed(long number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OperationLog.Empty.Append(Numbered(1)).With(new OperationEdit(number, null)));

    [Fact]
    public void Impossible_numbers_are_not_found()
    {
        var log = OperationLog.Empty.Append(Numbered(1));

        Assert.All([long.MinValue, -1, 0, 2, long.MaxValue], number => Assert.Null(log.Find(number)));
        Assert.Empty(log.Before(long.MinValue));
    }

    // Every operation is different.
    private Operation Numbered(long number) => _draft with { Id = number, Good = _created++ };
}
