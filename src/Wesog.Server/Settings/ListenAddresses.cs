namespace Wesog.Server.Settings;

/// <summary>Where the configuration asks the server to listen.</summary>
internal static class ListenAddresses
{
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>
    /// Every address that may be listened on: <c>Kestrel:Endpoints</c> and <c>urls</c>; where there is neither, the ports
    /// of <c>http_ports</c> and <c>https_ports</c>, which mean all addresses of the machine; else the default.
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

    /// <summary>Reports the addresses that the web server would refuse later, and less clearly.</summary>
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

    /// <summary>The address in parts, or null where it is none.</summary>
    public static BindingAddress? TryParse(string address)
    {
        try
        {
            return BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            // The only way to ask: there is no TryParse, and Uri refuses the wildcards that are fine here.
            return null;
        }
    }

    private static bool IsLocalhost(BindingAddress address) => address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
