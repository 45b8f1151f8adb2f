using System.Threading.Channels;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>A store that holds inline commits until a test releases them.</summary>
internal sealed class HeldInlineCommits(IImageStore inner) : ForwardingStore(inner)
{
    private readonly Channel<(IReadOnlyList<NewOperation> Operations, TaskCompletionSource Held)> _commits =
        Channel.CreateUnbounded<(IReadOnlyList<NewOperation>, TaskCompletionSource)>();

    /// <summary>Whether commits pass without being held.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Waits for the next held commit. Returns its image ids, and the source that releases or fails it.</summary>
    public async Task<(string Ids, TaskCompletionSource Held)> NextAsync()
    {
        var (operations, held) = await _commits.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        return (string.Concat(operations.SelectMany(operation => operation.Payload.Items).Select(item => item.ImageId)), held);
    }

    public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!IsOpen && request is CommitRequest.Inline inline)
        {
            _commits.Writer.TryWrite((inline.Operations, held));
            await held.Task;
        }

        return await base.CommitAsync(request, cancellationToken);
    }
}
