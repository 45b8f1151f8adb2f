using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>Creates the writes and results of test transactions.</summary>
public static class SamplePlans
{
    /// <summary>Creates writes that store images.</summary>
    public static ImageWrite[] Puts(params IEnumerable<StoredImage> images) => [.. images.Select(image => new ImageWrite(image.Id, image))];

    /// <summary>Creates writes that delete images.</summary>
    public static ImageWrite[] Deletes(params IEnumerable<string> ids) => [.. ids.Select(id => new ImageWrite(id, null))];

    /// <summary>Creates a decision that makes the given writes and completes all operations of a work item successfully.</summary>
    public static CommitDecision Success(this WorkItem workItem, DateTimeOffset now, params ImageWrite[] writes)
    {
        ArgumentNullException.ThrowIfNull(workItem);
        return _ => new(writes, [.. workItem.Operations.Select(claimed => claimed.Operation.Succeeded(now))]);
    }

    /// <summary>Returns a running operation as succeeded.</summary>
    public static Operation Succeeded(this Operation operation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation with { State = OperationState.Succeeded, Good = operation.Total, FinishedAt = now };
    }

    /// <summary>
    /// Returns a running operation as failed. Every item has an error; the given number of errors is listed, and all are
    /// counted.
    /// </summary>
    public static Operation Failed(this Operation operation, DateTimeOffset now, int errors = 1)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation with
        {
            State = OperationState.Failed,
            Bad = operation.Total,
            FinishedAt = now,
            Errors =
            [
                .. Enumerable.Range(0, errors).Select(position => new OperationError(
                    position, ErrorCodes.IdExists, $"An image with the id \"i{position}\" exists.", $"i{position}")),
            ],
            ErrorCounts = [new(ErrorCodes.IdExists, Field: null, operation.Total)],
        };
    }
}
