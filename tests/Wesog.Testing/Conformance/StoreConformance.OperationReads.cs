using Wesog.Operations;
using Xunit;

namespace Wesog.Testing.Conformance;

// Operations are found and listed in their current state.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>Reading a finished operation returns all its members.</summary>
    [Fact]
    public async Task A_finished_operation_is_read_back_exactly()
    {
        await AcceptAsync(SampleOperations.Add("a", "b", "c").Urgent().With(operation => operation with
        {
            Modes = new(Strict: false, Subset: true, Urgent: true, Wait: true),
            Method = OperationMethod.Multiple,
            CreatedAt = SampleOperations.Created.AddMilliseconds(7),
        }));
        var workItem = await ClaimAsync();
        var final = workItem.Operations[0].Operation with
        {
            State = OperationState.Partial,
            Good = 2,
            Bad = 1,
            Skipped = 2,
            SkippedItems = [new(0, "a"), new(1, "\u0444\U0001F600")],
            FinishedAt = Now.AddMilliseconds(123),
            Errors =
            [
                new(2, ErrorCodes.TooLong, "\u00AB\u0434\u043B\u0438\u043D\u043D\u043E\u00BB \U0001F600", "c", "keywords[3]"),
                new(2, ErrorCodes.Required, string.Empty),
            ],
            ErrorsTruncated = true,
            ErrorCounts = [new(ErrorCodes.TooLong, "keywords", 70_000), new(ErrorCodes.Required, null, 1), new(ErrorCodes.UnknownField, "t\u00EDtulo", 1)],
        };

        await CommitAsync(workItem.Lease, _ => new([], [final]));

        Same.Operation(final, await GetAsync(1));
        Same.Operation(final, Assert.Single(await Store.ListOperationsAsync(Tenant, new(), default)));
    }

    /// <summary>Lists operations newest first, at most the limit, with numbers below <c>Before</c>.</summary>
    [Theory]
    [InlineData(100, null, new long[] { 7, 6, 5, 4, 3, 2, 1 })]
    [InlineData(2, null, new long[] { 7, 6 })]
    [InlineData(2, 6L, new long[] { 5, 4 })]
    [InlineData(2, 2L, new long[] { 1 })]
    [InlineData(2, 1L, new long[0])]
    [InlineData(2, long.MinValue, new long[0])]
    [InlineData(2, 8L, new long[] { 7, 6 })]
    [InlineData(1_000, long.MaxValue, new long[] { 7, 6, 5, 4, 3, 2, 1 })]
    public async Task Operations_are_listed_newest_first(int limit, long? before, long[] expected)
    {
        await AcceptSevenAsync();

        Assert.Equal(expected, await ListAsync(new() { Limit = limit, Before = before }));
    }

    /// <summary>The limit counts matching operations, not scanned ones.</summary>
    [Fact]
    public async Task Operations_are_filtered_by_state_and_method()
    {
        await AcceptSevenAsync();

        Assert.Equal([7, 5], await ListAsync(new() { States = [OperationState.Pending] }));
        Assert.Equal([4, 2], await ListAsync(new() { States = [OperationState.Running] }));
        Assert.Equal([1], await ListAsync(new() { States = [OperationState.Succeeded] }));
        Assert.Equal([6, 3], await ListAsync(new() { States = [OperationState.Canceled] }));
        Assert.Empty(await ListAsync(new() { States = [OperationState.Failed] }));
        Assert.Equal([6, 4, 2], await ListAsync(new() { Methods = [OperationMethod.Delete] }));
        Assert.Equal([6, 4], await ListAsync(new() { Methods = [OperationMethod.Delete], Limit = 2 }));
        Assert.Equal([2], await ListAsync(new() { Methods = [OperationMethod.Delete], Limit = 2, Before = 4 }));
        Assert.Equal([3], await ListAsync(new() { Methods = [OperationMethod.Add], States = [OperationState.Canceled], Limit = 1 }));
    }

    /// <summary>What the submission says of an operation is kept as it is.</summary>
    [Fact]
    public async Task Labels_and_origins_are_kept()
    {
        var accepted = await AcceptAsync(SampleOperations.Add("a").With(operation => operation with { Label = "\u044F \U0001F600", SubmittedBy = "ana", RetryOf = 1L << 40 }));
        Assert.Equal(("\u044F \U0001F600", "ana", 1L << 40), (accepted.Label, accepted.SubmittedBy, accepted.RetryOf));
        Same.Operation(accepted, await GetAsync(1));
        var workItem = await ClaimAsync();
        var final = workItem.Operations[0].Operation.Succeeded(Now);
        await CommitAsync(workItem.Lease, _ => new([], [final]));
        Same.Operation(final, await GetAsync(1));
        Assert.Equal("ana", (await GetAsync(1))!.SubmittedBy);
    }

    /// <summary>An edit by query has a total and possibly a failure of its own when it is finished.</summary>
    [Fact]
    public async Task The_end_of_an_edit_by_query_sets_its_total_and_its_failure()
    {
        await AcceptAsync(SampleOperations.Edit("has:id"));
        await AcceptAsync(SampleOperations.Edit("has:title"));
        foreach (var failure in (OperationFailure?[])[null, new(FailureCodes.CountMismatch, "3 images match")])
        {
            var workItem = await ClaimAsync();
            var final = (workItem.Operations[0].Operation with { Total = 3 }).Succeeded(Now) with
            {
                State = failure is null ? OperationState.Succeeded : OperationState.Failed,
                Failure = failure,
            };
            await CommitAsync(workItem.Lease, _ => new([], [final]));
            Same.Operation(final, await GetAsync(final.Id));
            Same.Operation(final, (await Store.ListOperationsAsync(Tenant, new() { Before = final.Id + 1, Limit = 1 }, default))[0]);
            await ReleaseAsync(workItem.Lease, operationsWait: failure is null);
        }
    }

    /// <summary>A label selects the operations that have exactly this label.</summary>
    [Fact]
    public async Task Operations_are_filtered_by_label()
    {
        foreach (var label in (string?[])["import", "Import", null, "import", "import "])
        {
            await AcceptAsync(SampleOperations.Add("a").With(operation => operation with { Label = label }));
        }

        Assert.Equal([4, 1], await ListAsync(new() { Label = "import" }));
        Assert.Equal([1], await ListAsync(new() { Label = "import", Before = 4 }));
        Assert.Empty(await ListAsync(new() { Label = "import", Methods = [OperationMethod.Delete] }));
        Assert.Empty(await ListAsync(new() { Label = "export" }));
    }

    /// <summary>A period begins with its first instant and ends before its last one.</summary>
    [Fact]
    public async Task Operations_are_filtered_by_the_times_of_their_creation_and_their_end()
    {
        for (var second = 1; second <= 4; second++)
        {
            await AcceptAsync(SampleOperations.Add("a").CreatedAt(At(second)));
        }

        var workItem = await ClaimAsync(limits: new(2, int.MaxValue, long.MaxValue));
        var end = Now.AddSeconds(10);
        await CommitAsync(workItem.Lease, _ => new([], [.. workItem.Operations.Select((claimed, i) => claimed.Operation.Succeeded(end.AddSeconds(i)))]));

        Assert.Equal([3, 2], await ListAsync(new() { CreatedFrom = At(2), CreatedBefore = At(4) }));
        Assert.Equal([4, 3], await ListAsync(new() { CreatedFrom = At(2).AddTicks(1) }));
        Assert.Equal([2, 1], await ListAsync(new() { CreatedBefore = At(2).AddTicks(1) }));
        Assert.Equal([2, 1], await ListAsync(new() { FinishedFrom = end }));
        Assert.Equal([1], await ListAsync(new() { FinishedBefore = end.AddSeconds(1) }));
        Assert.Equal([2], await ListAsync(new() { CreatedFrom = At(2), FinishedFrom = At(1), Limit = 1 }));
        Assert.Empty(await ListAsync(new() { CreatedFrom = DateTimeOffset.MaxValue }));
        Assert.Equal([4], await ListAsync(new() { CreatedFrom = DateTimeOffset.MinValue, CreatedBefore = DateTimeOffset.MaxValue, Limit = 1 }));

        static DateTimeOffset At(int second) => SampleOperations.Created.AddSeconds(second);
    }

    /// <summary>Several states or methods select the operations of any of them.</summary>
    [Fact]
    public async Task Several_states_and_methods_can_be_selected()
    {
        await AcceptSevenAsync();

        Assert.Equal([7, 6, 5, 3], await ListAsync(new() { States = [OperationState.Pending, OperationState.Canceled] }));
        Assert.Equal([7, 5, 4, 2], await ListAsync(new() { States = [OperationState.Running, OperationState.Pending, OperationState.Running] }));
        Assert.Equal([7, 6, 5], await ListAsync(new() { Methods = [OperationMethod.Delete, OperationMethod.Add], Limit = 3 }));
    }

    /// <summary>
    /// A list contains each operation's first errors and reports whether there are more. A single read returns all.
    /// </summary>
    [Fact]
    public async Task Lists_contain_the_first_errors()
    {
        await AcceptAsync(SampleOperations.Add([.. Enumerable.Range(0, 11).Select(i => $"i{i}")]));
        var workItem = await ClaimAsync();
        var final = workItem.Operations[0].Operation.Failed(Now, errors: 11);
        await CommitAsync(workItem.Lease, _ => new([], [final]));

        Same.Operation(final.WithFirstErrors(10), Assert.Single(await Store.ListOperationsAsync(Tenant, new(), default)));
        Same.Operation(final, Assert.Single(await Store.ListOperationsAsync(Tenant, new() { MaxErrors = 11 }, default)));
        Same.Operation(final.WithFirstErrors(0), Assert.Single(await Store.ListOperationsAsync(Tenant, new() { MaxErrors = 0 }, default)));
        Same.Operation(final, await GetAsync(1));
    }

    /// <summary>A list contains the first skipped items. A single read returns all. Counts are exact in both.</summary>
    [Fact]
    public async Task Lists_contain_the_first_skipped_items()
    {
        await AcceptAsync(SampleOperations.Delete([.. Enumerable.Range(0, 11).Select(i => $"i{i}")]));
        var workItem = await ClaimAsync();
        var final = workItem.Operations[0].Operation.Succeeded(Now) with
        {
            Skipped = 11,
            SkippedItems = [.. Enumerable.Range(0, 11).Select(i => new SkippedItem(i, $"i{i}"))],
        };
        await CommitAsync(workItem.Lease, _ => new([], [final]));

        var listed = Assert.Single(await Store.ListOperationsAsync(Tenant, new(), default));
        Assert.Equal((11, 10, false), (listed.Skipped, listed.SkippedItems.Count, listed.ErrorsTruncated));
        Same.Operation(final.WithFirstErrors(10), listed);
        Same.Operation(final.WithFirstErrors(0), Assert.Single(await Store.ListOperationsAsync(Tenant, new() { MaxErrors = 0 }, default)));
        Same.Operation(final, Assert.Single(await Store.ListOperationsAsync(Tenant, new() { MaxErrors = 11 }, default)));
        Same.Operation(final, await GetAsync(1));
    }

    /// <summary>Operation numbers are scoped to their tenant.</summary>
    [Fact]
    public async Task Tenants_do_not_see_each_others_operations()
    {
        await AcceptAsync(SampleOperations.Add("a").For("one"));
        await AcceptAsync(SampleOperations.Add("a").For("one"));
        await AcceptAsync(SampleOperations.Delete("a").For("two"));

        Assert.Equal(2, (await Store.ListOperationsAsync("one", new(), default)).Count);
        Assert.Equal(OperationMethod.Delete, Assert.Single(await Store.ListOperationsAsync("two", new(), default)).Method);
        Assert.Null(await Store.GetOperationAsync("two", 2, default));
        Assert.Empty(await Store.ListOperationsAsync("nobody", new(), default));
        Assert.Null(await Store.GetOperationAsync("nobody", 1, default));
    }

    /// <summary>Invalid numbers return null and do not throw.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public async Task An_unassigned_number_returns_null(long number)
    {
        await AcceptAsync(SampleOperations.Add("a"));

        Assert.Null(await Store.GetOperationAsync(Tenant, number, default));
    }

    // 1 succeeded; 2 and 4 running; 3 and 6 canceled; 5 and 7 pending. Even numbers delete, odd numbers add.
    private async Task AcceptSevenAsync()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        await FinishAsync(await ClaimAsync());
        for (var number = 2; number <= 7; number++)
        {
            await AcceptAsync(number % 2 == 0 ? SampleOperations.Delete("a") : SampleOperations.Add("a"));
        }

        await Store.CancelAsync(Tenant, 3, Now, default);
        await Store.CancelAsync(Tenant, 6, Now, default);
        await ClaimAsync(limits: new(2, int.MaxValue, long.MaxValue));
    }

    private async Task<IEnumerable<long>> ListAsync(OperationQuery query) =>
        (await Store.ListOperationsAsync(Tenant, query, default)).Select(operation => operation.Id);
}
