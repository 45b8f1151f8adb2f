using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Availability;

/// <summary>A store whose read probes wait for a test.</summary>
internal sealed class HeldProbesStore(IImageStore inner, Func<Task> before) : ForwardingStore(inner)
{
    public override async ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken)
    {
        if (writtenBytes == 0)
        {
            await before();
        }

        await base.ProbeAsync(writtenBytes, cancellationToken);
    }
}
