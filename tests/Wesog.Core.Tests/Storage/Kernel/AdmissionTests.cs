using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Storage.Kernel;

public sealed class AdmissionTests
{
    private static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);
    private static readonly EnqueueResult.Duplicate Bound = new(SampleOperations.Add("bound").Operation with { Id = 7 }, new byte[] { 1 });

    [Fact]
    public void Accepted_operations_get_the_next_numbers_and_count_in_the_totals()
    {
        var admission = new Admission(new(LastNumber: 41, Operations: 2, Bytes: 100), Unbounded);
        var operation = SampleOperations.Add("a", "b");

        Assert.Equal(42, Assert.IsType<EnqueueResult.Accepted>(admission.Admit(operation, null)).Operation.Id);
        Assert.Equal(43, Assert.IsType<EnqueueResult.Accepted>(admission.Admit(operation, null)).Operation.Id);

        Assert.Equal(new QueueTotals(43, 4, 100 + (2 * PayloadCodec.Measure(operation.Payload))), admission.Totals);
    }

    [Fact]
    public void A_bound_key_comes_before_the_limits()
    {
        var admission = new Admission(new(1, 5, 0), new(Operations: 5, Bytes: long.MaxValue));

        Assert.Same(Bound, admission.Admit(SampleOperations.Add("a").WithKey("k"), Bound));
        Assert.IsType<EnqueueResult.Full>(admission.Admit(SampleOperations.Add("a").WithKey("k"), null));
        Assert.Equal(new QueueTotals(1, 5, 0), admission.Totals);
    }

    [Fact]
    public void A_key_is_bound_by_an_accepted_operation_and_not_by_a_rejected_one()
    {
        var admission = new Admission(default, new(Operations: 1, Bytes: long.MaxValue));
        var operation = SampleOperations.Add("a").WithKey("k", "first");

        var accepted = Assert.IsType<EnqueueResult.Accepted>(admission.Admit(operation, null));
        var duplicate = Assert.IsType<EnqueueResult.Duplicate>(admission.Admit(SampleOperations.Add("b").WithKey("k", "second"), null));
        Assert.Equal((accepted.Operation, operation.Key!.Fingerprint), (duplicate.Operation, duplicate.Fingerprint));

        Assert.IsType<EnqueueResult.Full>(admission.Admit(SampleOperations.Add("c").WithKey("l"), null));
        Assert.IsType<EnqueueResult.Full>(admission.Admit(SampleOperations.Add("c").WithKey("l"), null));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void The_byte_limit_includes_the_operation(int more, bool isAccepted)
    {
        var operation = SampleOperations.Add("a");
        var admission = new Admission(new(1, 1, Bytes: 1_000), new(2, 1_000 + PayloadCodec.Measure(operation.Payload) + more));

        Assert.Equal(isAccepted, admission.HasSpaceFor(operation));
        Assert.Equal(isAccepted, admission.Admit(operation, null) is EnqueueResult.Accepted);
    }
}
