namespace Wesog.Server.Settings;

/// <summary>
/// The standard environment variable that names an OpenTelemetry collector. The exporter reads it itself, and uses a default address if it is
/// invalid.
/// </summary>
internal static class TelemetrySettings
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Whether the environment names a collector.</summary>
    public static bool ReadIsWanted(ICollection<string> faults)
    {
        var endpoint = Environment.GetEnvironmentVariable(Endpoint);
        if (string.IsNullOrEmpty(endpoint))
        {
            return false;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            faults.Add($"{Endpoint} must be the collector's URL, as in http://127.0.0.1:4317, but it is '{endpoint}'.");
        }

        return true;
    }
}
