using Wesog.Engine;
using Wesog.Operations;

namespace Wesog.Core.Tests.Engine;

public sealed class ValidationResultTests
{
    [Theory]
    [InlineData(false, OperationState.Failed)]
    [InlineData(true, OperationState.Partial)]
    public async Task A_result_has_what_the_operation_would_have(bool subset, OperationState state)
    {
        await using var engine = await ImageEngine.StartNewAsync(options: new() { Limits = { MaxErrors = 1 } });
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a", "b"));
        var batch = TestBatches.Add("a", "b", "c").Delete("x", "y");

        var result = await engine.Operations.ValidateAsync("t", batch, new() { Subset = subset });

        Assert.False(result.IsValid);
        Assert.Equal((state, 5, 3, 2, 2), (result.State, result.Total, result.Good, result.Bad, result.Skipped));
        Assert.Equal(ErrorCodes.IdExists, Assert.Single(result.Errors).Code);
        Assert.True(result.ErrorsTruncated);
        Assert.Equal([new(ErrorCodes.IdExists, null, 2)], result.ErrorCounts);
        Assert.Equal([new(3, "x")], result.SkippedItems);
        Assert.Equal((0L, true), (result.Operation.Id, result.Operation.IsFinished));
        Assert.Single(await engine.Operations.ListAsync("t"));
    }

    [Fact]
    public async Task A_batch_without_errors_is_valid()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var result = await engine.Operations.ValidateAsync("t", TestBatches.Add("a").Delete("x"));
        Assert.True(result.IsValid);
        Assert.Equal((OperationState.Succeeded, 1), (result.State, result.Skipped));
    }
}
