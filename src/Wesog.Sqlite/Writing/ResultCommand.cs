namespace Wesog.Sqlite.Writing;

/// <summary>A command with a result, available after the command has been applied.</summary>
internal abstract class ResultCommand<T> : WriteCommand
{
    // The writer thread must not run the caller's continuations.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected T? Result { get; set; }

    /// <summary>Waits until the command commits, or is cancelled before it starts.</summary>
    public async ValueTask<T> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(GiveUp, this).ConfigureAwait(false);
        return await _completion.Task.ConfigureAwait(false);
    }

    public override void Succeed() => _completion.TrySetResult(Result!);

    public override void Fail(Exception failure) => _completion.TrySetException(failure);

    private static void GiveUp(object? state, CancellationToken cancellationToken)
    {
        var command = (ResultCommand<T>)state!;
        if (command.TryTake())
        {
            command._completion.TrySetCanceled(cancellationToken);
        }
    }
}
