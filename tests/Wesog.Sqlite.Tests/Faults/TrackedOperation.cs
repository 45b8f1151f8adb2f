using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Faults;

/// <summary>An operation of a <see cref="StoreRun"/>, with what its caller knows of it: one state if the last call was acknowledged, else several.</summary>
internal sealed class TrackedOperation
{
    private const int LargeTitle = 30_000;

    public TrackedOperation(string id, string tenant, int minute, bool isLarge)
    {
        (Id, Tenant) = (id, tenant);
        New = (isLarge ? SampleOperations.AddLarge(1, LargeTitle) : SampleOperations.Add(id))
            .For(tenant).WithKey(id, id).CreatedAt(SampleOperations.Created.AddMinutes(minute));
        Image = SampleImages.Image(id, isLarge ? new string('t', LargeTitle) : null);
    }

    /// <summary>The id of the operation's only image.</summary>
    public string Id { get; }

    public string Tenant { get; }

    public NewOperation New { get; }

    /// <summary>The image that the operation writes.</summary>
    public Images.StoredImage Image { get; }

    /// <summary>Its possible states; null is the state of an operation that does not exist.</summary>
    public HashSet<OperationState?> Possible { get; private set; } = [null];

    /// <summary>Whether the image of the operation stays after its removal.</summary>
    public bool IsExpired { get; private set; }

    /// <summary>Records a call that moves the operation to a state.</summary>
    /// <param name="state">The new state.</param>
    /// <param name="isAcknowledged">Whether the call succeeded. If not, it may have taken effect or not.</param>
    public void Moved(OperationState? state, bool isAcknowledged)
    {
        IsExpired |= state is null && Possible.Contains(OperationState.Succeeded);
        Possible = isAcknowledged ? [state] : [.. Possible, state];
    }

    /// <summary>Requires that a state, and the image found, are what the caller knows.</summary>
    public void Check(Operation? found, bool hasImage)
    {
        Assert.True(
            Possible.Contains(found?.State), $"{Id} is {found?.State.ToString() ?? "absent"}, and may be {string.Join(", ", Possible.Select(state => state?.ToString() ?? "absent"))}.");
        if (found is not null || !IsExpired)
        {
            Assert.True(hasImage == (found?.State == OperationState.Succeeded), $"{Id} is {found?.State}, and its image {(hasImage ? "exists" : "does not exist")}.");
        }
        else
        {
            Assert.True(hasImage, $"The image of {Id} is lost.");
        }
    }
}
