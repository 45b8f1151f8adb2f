using Wesog.Core.Tests.Model;
using Wesog.Operations;

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

    public bool IsEdit => Content.Query is not null;

    public Request WithOtherContent() => this with
    {
        Content = Content.Query is { } query
            ? Content with { Query = query with { ExpectedCount = query.ExpectedCount is null ? 0 : null } }
            : Content with { Items = [.. Content.Items, new ImageItem.Delete("z")] },
        HasOtherContent = true,
    };

    public bool IsSame(Request other) => Key is null ? Content == other.Content : (Key, HasOtherContent) == (other.Key, other.HasOtherContent);

    public override string ToString() => $"{Tenant} {Key}{(HasOtherContent ? "!" : "")}";
}
