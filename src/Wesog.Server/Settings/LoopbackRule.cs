using System.Net;

namespace Wesog.Server.Settings;

/// <summary>Checks that only this machine can reach a server without a configured key.</summary>
internal static class LoopbackRule
{
    public static void Check(IEnumerable<string> addresses, ICollection<string> faults)
    {
        var open = addresses.Where(address => !IsLoopback(address)).ToList();
        if (open.Count > 0)
        {
            faults.Add(
                $"No API key is configured, but the server would listen on {string.Join(", ", open)}, beyond this machine. " +
                "Add a key: Wesog__ApiKeys__0__Tenant=TENANT and Wesog__ApiKeys__0__Sha256=HASH, where HASH is printed by " +
                $"printf %s 'KEY' | sha256sum. Or listen on loopback only: --urls {ListenAddresses.Default}");
        }
    }

    /// <summary>Whether only this machine can reach the address. A name other than <c>localhost</c> may resolve to any address.</summary>
    public static bool IsLoopback(string address) =>
        ListenAddresses.TryParse(address) is { } parsed && (parsed.IsUnixPipe || IsLoopbackHost(parsed.Host));

    private static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
