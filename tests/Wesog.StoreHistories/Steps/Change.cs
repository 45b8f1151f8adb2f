using System.Text;
using Wesog.Images;
using Wesog.Storage;

namespace Wesog.StoreHistories.Steps;

/// <summary>
/// A write of a decision: stores an image with a title and the next revision of the image found, or deletes it. A decision
/// that receives an outdated image therefore writes a wrong revision.
/// </summary>
public sealed record Change(string Id, string? Title, bool IsDeletion)
{
    public static string[] IdsOf(IEnumerable<Change> changes) => [.. changes.Select(change => change.Id)];

    public static ImageWrite[] Of(IEnumerable<Change> changes, Func<string, StoredImage?> find, DateTimeOffset now) =>
        [.. changes.Select(change => new ImageWrite(change.Id, change.IsDeletion ? null : change.Next(find(change.Id), now)))];

    public static string Describe(IEnumerable<Change> changes) => string.Join(", ", changes);

    public override string ToString() => IsDeletion ? $"delete {Id}" : $"put {Id} {Title}";

    private StoredImage Next(StoredImage? before, DateTimeOffset now) => new(
        Id, (Language)((Title?.Length ?? 0) % 5), (before?.Revision ?? 0) + 1, before?.CreatedAt ?? now, now, Json());

    // Canonical JSON with minimal escaping, because a store may keep members instead of bytes.
    private byte[] Json()
    {
        var title = Title?.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes($"{{\"id\":\"{Id}\",\"src\":\"http://x/{Id.Length}\"{(title is null ? "" : $",\"title\":\"{title}\"")}}}");
    }
}
