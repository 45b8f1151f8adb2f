using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Availability;

/// <summary>A store that accepts writes and fails reads.</summary>
internal sealed class UnreadableStore(IImageStore inner) : ForwardingStore(inner)
{
    public override ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => throw Outage();

    public override ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken) =>
        writtenBytes == 0 ? throw Outage() : base.ProbeAsync(writtenBytes, cancellationToken);

    private static StoreUnavailableException Outage() => new("memory", StoreUnavailableReason.DiskError);
}
