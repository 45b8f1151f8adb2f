namespace Wesog.Server.Settings;

/// <summary>Reads and checks the addresses on which the server listens.</summary>
internal static class ListenAddresses
{
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>
    /// The addresses of <c>Kestrel:Endpoints</c> and <c>urls</c>. If there are none, the ports of <c>http_ports</c> and <c>https_ports</c> on
    /// all addresses of the machine; else the default.
    /// </summary>
    public static IReadOnlyList<string> Read(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "");
        string[] named = [.. endpoints, .. Split(configuration[WebHostDefaults.ServerUrlsKey])];
        if (named.Length > 0)
        {
            return named;
        }

        string[] ports =
        [
            .. Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"),
            .. Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"),
        ];
        return ports.Length > 0 ? ports : [Default];
    }

    /// <summary>Reports addresses that the web server would refuse later with a less clear message.</summary>
    public static void Check(IEnumerable<string> addresses, ICollection<string> faults)
    {
        foreach (var address in addresses)
        {
            if (FaultOf(address) is { } fault)
            {
                faults.Add($"The address '{address}' {fault}, as in {Default}.");
            }
        }
    }

    private static string? FaultOf(string address)
    {
        if (TryParse(address) is not { } parsed)
        {
            return "must be a URL of scheme, host and port";
        }

        return parsed switch
        {
            { Scheme: not ("http" or "https") } => "must begin with http:// or https://",
            { PathBase.Length: > 0 } => "must end after its port",
            { Port: 0 } when IsLocalhost(parsed) => "must name 127.0.0.1 or [::1] in place of localhost to get a free port (0)",
            _ => null,
        };
    }

    /// <summary>The parsed address; null if it is invalid.</summary>
    public static BindingAddress? TryParse(string address)
    {
        try
        {
            return BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            // There is no TryParse, and Uri refuses wildcards.
            return null;
        }
    }

    private static bool IsLocalhost(BindingAddress address) => address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
