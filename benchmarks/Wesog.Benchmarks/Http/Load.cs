namespace Wesog.Benchmarks.Http;

/// <summary>Sends requests to a server over several concurrent connections.</summary>
internal sealed class Load : IDisposable
{
    private readonly Connection[] _connections;

    private Load(Connection[] connections) => _connections = connections;

    public static async Task<Load> OpenAsync(int port, int connections) =>
        new(await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Connection.OpenAsync(port))));

    /// <summary>Distributes the requests over the connections and sends them.</summary>
    public Task SendAsync(IReadOnlyList<byte[]> requests) => Task.WhenAll(
        _connections.Select((connection, number) => Task.Run(async () =>
        {
            for (var i = number; i < requests.Count; i += _connections.Length)
            {
                await connection.SendAsync(requests[i]);
            }
        })));

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());
}
