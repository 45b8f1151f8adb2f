using System.Threading.Channels;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>A store in which operations that are to be carried out at once are held until a test lets them go.</summary>
internal sealed class HeldRuns(IImageStore inner) : ForwardingStore(inner)
{
    private readonly Channel<(IReadOnlyList<NewOperation> Drafts, TaskCompletionSource Held)> _runs =
        Channel.CreateUnbounded<(IReadOnlyList<NewOperation>, TaskCompletionSource)>();

    /// <summary>Holds nothing any more.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The ids of the images that the next operations held are about, and how to let them go, or fail.</summary>
    public async Task<(string Ids, TaskCompletionSource Held)> NextAsync()
    {
        var (drafts, held) = await _runs.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        return (string.Concat(drafts.SelectMany(draft => draft.Payload.Items).Select(item => item.ImageId)), held);
    }

    public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!IsOpen && request is CommitRequest.Inline inline)
        {
            _runs.Writer.TryWrite((inline.Operations, held));
            await held.Task;
        }

        return await base.CommitAsync(request, cancellationToken);
    }
}
