using System.Net;
using System.Net.Sockets;
using Wesog.Server.Tests.Hostile.Cases;

namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>Sends one case over its own connection and reads the responses.</summary>
internal sealed class Exchange : IDisposable
{
    private static readonly TimeSpan _maxDuration = TimeSpan.FromSeconds(30);

    private readonly HostileCase _case;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly TaskCompletionSource _firstBytes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ResponseParser _parser;

    private Exchange(HostileCase hostile)
    {
        _case = hostile;
        _parser = new(hostile.Framing);

        // Work in progress is abandoned when the client disconnects.
        _socket.LingerState = new(true, 0);
    }

    public static async Task<Outcome> RunAsync(HostileCase hostile, int port)
    {
        using var exchange = new Exchange(hostile);
        using var timeout = new CancellationTokenSource(_maxDuration);
        await exchange._socket.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
        var sending = exchange.SendAsync(timeout.Token);
        if (hostile.ClientBehavior == ClientBehavior.Leaves)
        {
            await sending;
            return new([], 0, null, false, false);
        }

        var (hasEnded, isLate) = await exchange.ReceiveAsync(timeout.Token);
        if (hasEnded)
        {
            exchange._parser.End();
        }

        exchange._firstBytes.TrySetResult();
        if (isLate || !hasEnded)
        {
            exchange._socket.Close();
        }

        await sending;
        return new(exchange._parser.Responses, exchange._parser.Unparsed, exchange._parser.Fault, hasEnded, isLate);
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(CancellationToken timeout)
    {
        try
        {
            foreach (var part in _case.SentParts)
            {
                if (part.Pause > TimeSpan.Zero)
                {
                    await Task.Delay(part.Pause, TimeProvider.System, timeout);
                }

                if (part.AwaitsWord)
                {
                    await _firstBytes.Task.WaitAsync(timeout);
                }

                for (var rest = part.Bytes; !rest.IsEmpty;)
                {
                    rest = rest[await _socket.SendAsync(rest, timeout)..];
                }
            }

            if (_case.EndsItsSide)
            {
                _socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The server may respond and close the connection before everything is sent. The response counts.
        }
    }

    private async Task<(bool HasEnded, bool IsLate)> ReceiveAsync(CancellationToken timeout)
    {
        var buffer = new byte[16 << 10];
        try
        {
            while (_parser.Fault is null && !IsDone)
            {
                var count = await _socket.ReceiveAsync(buffer, timeout);
                if (count == 0)
                {
                    return (true, false);
                }

                _parser.Add(buffer.AsSpan(0, count));
                _firstBytes.TrySetResult();
            }

            return (false, false);
        }
        catch (SocketException)
        {
            return (true, false);
        }
        catch (OperationCanceledException)
        {
            return (false, true);
        }
    }

    // If the last response closes the connection, read to its end: nothing may follow.
    private bool IsDone => !_case.EndsItsSide && _parser.Unparsed == 0 && _parser.Responses.Count >= _case.Owed
        && !_parser.Responses[^1].Closes;
}
