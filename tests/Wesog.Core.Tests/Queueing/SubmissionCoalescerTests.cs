using Wesog.Operations;
using Wesog.Queueing;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Queueing;

/// <summary>Groups of submissions. The first group runs until a test ends it.</summary>
public sealed class SubmissionCoalescerTests
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _groups = [];

    [Theory]
    [InlineData(true, "a u bc")]
    [InlineData(false, "a bc u")]
    public async Task Urgent_submissions_run_first_only_if_asked_for(bool urgentFirst, string expected)
    {
        var coalescer = Create(new(2, 2, long.MaxValue), urgentFirst);
        Task<string>[] calls =
        [
            RunAsync(coalescer, SampleOperations.Add("a")),
            RunAsync(coalescer, SampleOperations.Add("b")),
            RunAsync(coalescer, SampleOperations.Add("c")),
            RunAsync(coalescer, SampleOperations.Add("u", "u").Urgent()),
        ];
        _first.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(expected, string.Join(" ", _groups));
    }

    [Fact]
    public async Task A_repeated_key_runs_in_a_later_group()
    {
        var coalescer = Create(Unlimited, urgentFirst: false);
        Task<string>[] calls =
        [
            RunAsync(coalescer, SampleOperations.Add("a")),
            RunAsync(coalescer, SampleOperations.Add("b").WithKey("k")),
            RunAsync(coalescer, SampleOperations.Add("c")),
            RunAsync(coalescer, SampleOperations.Add("d").WithKey("k")),
        ];
        _first.SetResult();

        Assert.Equal(["a", "b", "c", "d"], await Task.WhenAll(calls));
        Assert.Equal(["a", "bc", "d"], _groups);
    }

    [Fact]
    public async Task A_cancelled_submission_blocks_no_group_and_does_not_run()
    {
        using var cancellation = new CancellationTokenSource();
        var coalescer = Create(Unlimited, urgentFirst: false);
        var first = RunAsync(coalescer, SampleOperations.Add("a"));
        var cancelled = RunAsync(coalescer, SampleOperations.Add("b").WithKey("k"), cancellation.Token);
        var last = RunAsync(coalescer, SampleOperations.Add("c").WithKey("k"));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _first.SetResult();

        Assert.Equal(["a", "c"], await Task.WhenAll(first, last));
        Assert.Equal(["a", "c"], _groups);
    }

    [Fact]
    public async Task An_operation_that_fails_its_group_fails_alone()
    {
        var coalescer = Create(Unlimited, urgentFirst: false, operations =>
            Name(operations).Contains('x', StringComparison.Ordinal) ? throw new InvalidDataException("Of x.") : [.. operations.Select(operation => Name([operation]))]);
        var calls = RunAll(coalescer, "abxc");
        _first.SetResult();

        await Assert.ThrowsAsync<InvalidDataException>(() => calls[2]);
        Assert.Equal(["a", "b", "c"], await Task.WhenAll(calls[0], calls[1], calls[3]));
        Assert.Equal(["a", "bxc", "b", "x", "c"], _groups);
    }

    [Fact]
    public async Task An_outage_fails_the_group_and_is_not_repeated()
    {
        var coalescer = Create(Unlimited, urgentFirst: false, operations =>
            operations.Count > 1 ? throw new StoreUnavailableException("test", StoreUnavailableReason.Unreachable) : [Name(operations)]);
        var calls = RunAll(coalescer, "abc");
        _first.SetResult();

        await calls[0];
        await Assert.ThrowsAsync<StoreUnavailableException>(() => calls[1]);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => calls[2]);
        Assert.Equal(["a", "bc"], _groups);
    }

    [Fact]
    public async Task Too_few_results_fail_the_group_and_are_not_repeated()
    {
        var coalescer = Create(Unlimited, urgentFirst: false, operations => operations.Count > 1 ? ["one"] : [Name(operations)]);
        var calls = RunAll(coalescer, "abc");
        _first.SetResult();

        await calls[0];
        await Assert.ThrowsAsync<InvalidOperationException>(() => calls[1]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => calls[2]);
        Assert.Equal(["a", "bc"], _groups);
    }

    private static CommitLimits Unlimited { get; } = new(int.MaxValue, int.MaxValue, long.MaxValue);

    private static string Name(IEnumerable<NewOperation> operations) => string.Concat(operations.Select(operation => operation.Payload.Items[0].ImageId));

    private static Task<string> RunAsync(SubmissionCoalescer<string> coalescer, NewOperation operation, CancellationToken cancellationToken = default) =>
        coalescer.RunAsync(operation, cancellationToken).AsTask();

    private static Task<string>[] RunAll(SubmissionCoalescer<string> coalescer, string ids) =>
        [.. ids.Select(id => RunAsync(coalescer, SampleOperations.Add($"{id}")))];

    private SubmissionCoalescer<string> Create(
        CommitLimits limits, bool urgentFirst, Func<IReadOnlyList<NewOperation>, IReadOnlyList<string>>? run = null) => new(
        limits,
        EngineThreads.Pool,
        urgentFirst,
        async (operations, _) =>
        {
            _groups.Add(Name(operations));
            await _first.Task;
            return run?.Invoke(operations) ?? [.. operations.Select(operation => Name([operation]))];
        });
}
