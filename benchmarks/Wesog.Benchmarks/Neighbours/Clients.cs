using System.Net.Sockets;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>Repeats the work of a client on new connections.</summary>
internal static class Clients
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>Runs a connection after the other until the load ends. A server that closes a connection is counted.</summary>
    public static async Task RepeatAsync(string kind, Outcomes outcomes, Func<Task> connectAsync, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await connectAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception closed) when (closed is SocketException or InvalidOperationException)
            {
                outcomes.Add(kind, "closed");
                await Task.Delay(_pause, CancellationToken.None);
            }
        }
    }
}
