using System.Text;
using Wesog.Core.Tests.Model;
using Wesog.Operations;
using Wesog.Serialization;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Clients;

/// <summary>A submission, which clients may repeat.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Content">The operation.</param>
/// <param name="Key">The idempotency key, or null.</param>
/// <param name="HasOtherContent">Whether the content differs from that of the first submission with the key.</param>
internal sealed record Request(string Tenant, ModelOperation Content, string? Key, bool HasOtherContent = false)
{
    public SubmitOptions Options => Content.Options with { IdempotencyKey = Key };

    public bool IsInvalid => NaiveModel.Refuses(Content);

    public Request WithOtherContent() => this with { Content = Content with { Items = [.. Content.Items, new ImageItem.Delete("z")] }, HasOtherContent = true };

    public bool IsSame(Request other) => Key is null ? Content == other.Content : (Key, HasOtherContent) == (other.Key, other.HasOtherContent);

    /// <summary>Whether the operation comes from this submission. A store call may contain several submissions.</summary>
    public bool IsOf(NewOperation newOperation, WesogOptions options)
    {
        if ((Tenant, Key) != (newOperation.Operation.Tenant, newOperation.Key?.Key))
        {
            return false;
        }

        var batch = new BatchEncoder(options).Encode(Content.Batch, Options with { Wait = newOperation.Operation.Modes.Wait });
        return batch.Options.Modes == newOperation.Operation.Modes
            && batch.ItemErrors.Errors.SequenceEqual(newOperation.Payload.ItemErrors.Errors)
            && batch.Items.Select(Describe).SequenceEqual(newOperation.Payload.Items.Select(Describe));
    }

    private static (BatchItem, string) Describe(BatchItem item) => (item with { Json = default }, Encoding.UTF8.GetString(item.Json.Span));

    public override string ToString() => $"{Tenant} {Key}{(HasOtherContent ? "!" : "")}";
}
