using System.Text;
using Wesog.Core.Tests.Model;
using Wesog.Operations;
using Wesog.Serialization;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Clients;

/// <summary>What a client submits, perhaps several times.</summary>
/// <param name="Tenant">For whom.</param>
/// <param name="Asked">What.</param>
/// <param name="Key">Its idempotency key; null for none.</param>
/// <param name="IsOther">Whether it is not what the key was made for.</param>
internal sealed record Request(string Tenant, ModelOperation Asked, string? Key, bool IsOther = false)
{
    public SubmitOptions Options => Asked.Options with { IdempotencyKey = Key };

    public bool IsRefused => NaiveModel.Refuses(Asked);

    public Request Other() => this with { Asked = Asked with { Items = [.. Asked.Items, new ImageItem.Delete("z")] }, IsOther = true };

    public bool IsSame(Request other) => Key is null ? Asked == other.Asked : (Key, IsOther) == (other.Key, other.IsOther);

    /// <summary>Whether an operation was made of it: a call of the store may be for several submissions.</summary>
    public bool IsOf(NewOperation draft, WesogOptions options)
    {
        if ((Tenant, Key) != (draft.Operation.Tenant, draft.Key?.Key))
        {
            return false;
        }

        var batch = new BatchEncoder(options).Encode(Asked.Batch, Options with { Wait = draft.Operation.Modes.Wait });
        return batch.Options.Modes == draft.Operation.Modes
            && batch.ItemErrors.Errors.SequenceEqual(draft.Payload.ItemErrors.Errors)
            && batch.Items.Select(Describe).SequenceEqual(draft.Payload.Items.Select(Describe));
    }

    private static (BatchItem, string) Describe(BatchItem item) => (item with { Json = default }, Encoding.UTF8.GetString(item.Json.Span));

    public override string ToString() => $"{Tenant} {Key}{(IsOther ? "!" : "")}";
}
