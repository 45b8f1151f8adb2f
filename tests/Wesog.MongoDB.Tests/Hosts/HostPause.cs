namespace Wesog.MongoDB.Tests.Hosts;

/// <summary>A pause of a host.</summary>
internal sealed class HostPause(HoldPoint point)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HoldPoint Point => point;

    public Task Ended => _ended.Task;

    public void End() => _ended.TrySetResult();
}
