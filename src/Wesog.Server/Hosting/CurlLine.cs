using Wesog.Server.Settings;

namespace Wesog.Server.Hosting;

/// <summary>Creates an example command that works in a shell on the server's machine.</summary>
internal static class CurlLine
{
    public static string For(IReadOnlyList<string> addresses, bool isLocal)
    {
        var address = addresses.FirstOrDefault(IsPlain) ?? addresses[0];
        var target = Target(address);

        // Of a configured key only the hash is known. The relaxed add can be repeated.
        return isLocal
            ? $"""curl{target.Options} -H 'API-Key: {LocalKey.Text}' -H 'Content-Type: application/json' -d {Body} '{target.Url}/imgs?wait=true&strict=false'"""
            : $"curl{target.Options} {target.Url}/health/ready";
    }

    private const string Body = """'[{"id": "first", "src": "https://example.com/first.jpg"}]'""";

    private static (string Options, string Url) Target(string address)
    {
        var parsed = BindingAddress.Parse(address);
        if (parsed.IsUnixPipe)
        {
            return ($" --unix-socket '{parsed.UnixPipePath}'", "http://localhost");
        }

        // curl rarely trusts a development certificate.
        var options = parsed.Scheme == "https" ? " --insecure" : "";
        return (options, $"{parsed.Scheme}://{Reachable(parsed.Host)}:{parsed.Port}");
    }

    // A client cannot connect to a wildcard address.
    private static string Reachable(string host) => host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : host;

    private static bool IsPlain(string address) => address.StartsWith("http://", StringComparison.Ordinal);
}
