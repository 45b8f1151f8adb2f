using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>
/// A transaction to commit: the operations that it finishes, the images that it reads, and the decision that computes its writes.
/// </summary>
public abstract record CommitRequest
{
    private CommitRequest(IReadOnlyCollection<string> imageIds, CommitDecision decide) => (ImageIds, Decide) = (imageIds, decide);

    /// <summary>The tenant.</summary>
    public abstract string Tenant { get; }

    /// <summary>The ids of the images that the decision reads.</summary>
    public IReadOnlyCollection<string> ImageIds { get; init; }

    /// <summary>Computes the writes and the final states.</summary>
    public CommitDecision Decide { get; init; }

    /// <summary>
    /// Whether the caller expects that none of the images exists, as in most uploads. A store that can verify this while it inserts need
    /// not read the images: see <see cref="TryPlanAbsent"/>. A wrong expectation costs time and changes no result. Default false.
    /// </summary>
    public bool ExpectAbsent { get; init; }

    /// <summary>Returns the time at which the transaction finishes its operations: see <see cref="Finish"/>. Null: the times of the plan. Default null.</summary>
    public Func<DateTimeOffset>? FinishTime { get; init; }

    /// <summary>Finishes operations of a claimed work item.</summary>
    /// <param name="Lease">The lease on the work item.</param>
    /// <param name="ImageIds">The ids of the images that the decision reads.</param>
    /// <param name="Decide">Finishes some or all operations of the work item.</param>
    public sealed record Claimed(Lease Lease, IReadOnlyCollection<string> ImageIds, CommitDecision Decide)
        : CommitRequest(ImageIds, Decide)
    {
        /// <inheritdoc/>
        public override string Tenant => Lease.Tenant;
    }

    /// <summary>
    /// Accepts new operations of one tenant, as <see cref="IOperationQueue.EnqueueAsync"/> does, and finishes them in the same
    /// transaction. Their items are never stored.
    /// </summary>
    /// <param name="Operations">The operations: at least one, each pending with the number 0, no two with the same idempotency key.</param>
    /// <param name="Limits">The limits of the tenant's queue. Each operation is compared with them individually.</param>
    /// <param name="LeaseOptions">The owner and the duration of the lease, if the store takes one for this call.</param>
    /// <param name="ImageIds">The ids of the images that the decision reads.</param>
    /// <param name="Decide">
    /// Finishes all operations, in the order of <paramref name="Operations"/>, with the number 0. The store assigns the numbers.
    /// </param>
    public sealed record Inline(
        IReadOnlyList<NewOperation> Operations,
        QueueLimits Limits,
        LeaseOptions LeaseOptions,
        IReadOnlyCollection<string> ImageIds,
        CommitDecision Decide) : CommitRequest(ImageIds, Decide)
    {
        /// <inheritdoc/>
        public override string Tenant => Operations[0].Operation.Tenant;

        /// <summary>Returns whether an empty queue with the limits has space for each operation.</summary>
        public bool IsWithinLimits()
        {
            var empty = new Admission(default, Limits);
            return Operations.All(empty.HasSpaceFor);
        }
    }

    /// <summary>Calls the decision with the images that the store found, and checks the plan.</summary>
    /// <param name="find">Finds an image by id; returns null if it does not exist.</param>
    /// <exception cref="InvalidOperationException">
    /// The plan contains an unfinished operation or one without a finish time, finishes an operation twice, does not finish every new
    /// operation, or writes an image under another id. Or the new operations are of several tenants, or repeat an idempotency key.
    /// </exception>
    public CommitPlan Plan(Func<string, StoredImage?> find)
    {
        var plan = Decide(find);
        plan.Check(this);
        return plan;
    }

    /// <summary>
    /// Returns the plan for the case that none of the images exists. The store inserts its images; if one exists after all, it undoes the
    /// insertions, reads the images and calls <see cref="Plan"/>.
    /// </summary>
    /// <returns>
    /// Null if the caller does not expect this case, or if the insertions would not verify it: the plan fails, or does not insert exactly
    /// the images that it asked for.
    /// </returns>
    public CommitPlan? TryPlanAbsent()
    {
        if (!ExpectAbsent)
        {
            return null;
        }

        var asked = new List<string>();
        try
        {
            var plan = Plan(id =>
            {
                asked.Add(id);
                return null;
            });
            return AddsExactly(asked, plan) ? plan : null;
        }
        catch (Exception)
        {
            // The decision may succeed with the stored images.
            return null;
        }
    }

    /// <summary>
    /// Returns the operations that the plan finishes, to write, with the time of this call as their finish time. Call it as late as
    /// possible: when the images are written, before the operations are written and the transaction commits. Times never decrease.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="lastNumber">For <see cref="Inline"/>, the last assigned number: the operations get the next ones. Otherwise null.</param>
    public IReadOnlyList<Operation> Finish(CommitPlan plan, long? lastNumber = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var now = FinishTime?.Invoke() ?? DateTimeOffset.MinValue;
        if (lastNumber is null && plan.Finished.All(operation => operation.FinishedAt >= now))
        {
            return plan.Finished;
        }

        var finished = new Operation[plan.Finished.Count];
        for (var i = 0; i < finished.Length; i++)
        {
            var operation = plan.Finished[i];
            finished[i] = operation with
            {
                Id = lastNumber + 1 + i ?? operation.Id,
                FinishedAt = OperationTransitions.Latest(operation.FinishedAt!.Value, now),
            };
        }

        return finished;
    }

    private static bool AddsExactly(List<string> ids, CommitPlan plan)
    {
        if (plan.Writes.Count != ids.Count)
        {
            return false;
        }

        var next = 0;
        foreach (var write in plan.Writes)
        {
            if (write.Image is null || write.Id != ids[next++])
            {
                return false;
            }
        }

        return true;
    }
}
