namespace Wesog.Sqlite.Writing;

/// <summary>A command whose caller waits for a result, which is there once it was applied.</summary>
internal abstract class ResultCommand<T> : WriteCommand
{
    // The writer must not run what callers do next.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected T? Result { get; set; }

    /// <summary>Waits until it is committed, or given up before it was begun.</summary>
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
