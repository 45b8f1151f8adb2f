using Wesog.Core.Tests.Model;
using Wesog.Operations;

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

    public override string ToString() => $"{Tenant} {Key}{(IsOther ? "!" : "")}";
}
