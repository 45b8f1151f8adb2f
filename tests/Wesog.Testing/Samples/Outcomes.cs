using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>What transactions of tests write.</summary>
public static class Outcomes
{
    /// <summary>Writes that put images in place.</summary>
    public static ImageWrite[] Puts(params IEnumerable<StoredImage> images) => [.. images.Select(image => new ImageWrite(image.Id, image))];

    /// <summary>Writes that delete images.</summary>
    public static ImageWrite[] Deletes(params IEnumerable<string> ids) => [.. ids.Select(id => new ImageWrite(id, null))];

    /// <summary>A plan that writes what it is given and lets all operations of a turn succeed.</summary>
    public static CommitDecision Success(this WorkItem turn, DateTimeOffset now, params ImageWrite[] writes)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return _ => new(writes, [.. turn.Operations.Select(claimed => claimed.Operation.Succeeded(now))]);
    }

    /// <summary>A running operation, succeeded.</summary>
    public static Operation Succeeded(this Operation operation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation with { State = OperationState.Succeeded, Good = operation.Total, FinishedAt = now };
    }

    /// <summary>A running operation, failed: every item has an error, of which the given number is listed and all are counted.</summary>
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
