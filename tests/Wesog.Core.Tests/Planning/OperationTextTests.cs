using Wesog.Operations;

namespace Wesog.Core.Tests.Planning;

/// <summary>The text of an operation in debuggers and logs.</summary>
public sealed class OperationTextTests
{
    [Fact]
    public void An_operation_and_a_submission_are_shown_with_their_counts()
    {
        var operation = new Operation
        {
            Id = 7,
            Tenant = "t",
            Method = OperationMethod.Add,
            State = OperationState.Partial,
            Total = 5,
            Good = 3,
            Bad = 2,
            Skipped = 1,
            Modes = new(Strict: true, Subset: true, Urgent: false, Wait: false),
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        const string Text = "Operation 7 of t: Add, Partial, 3 good and 2 bad of 5, 1 skipped";
        Assert.Equal(Text, operation.ToString());
        Assert.Equal(Text, new Submission(operation, IsReplay: false).ToString());
        Assert.Equal(Text + " (replayed)", new Submission(operation, IsReplay: true).ToString());
    }
}
