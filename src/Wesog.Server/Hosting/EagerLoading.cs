using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Wesog.Engine;
using Wesog.Server.Settings;

namespace Wesog.Server.Hosting;

/// <summary>
/// Loads, after the engine has started and before the web server accepts connections, what the runtime would load at its first use. A load needs a
/// file descriptor, and the runtime remembers a failed load until its end.
/// </summary>
internal sealed class EagerLoading(ServerSettings settings, ImageEngine engine) : IHostedService
{
    private const string Ours = "Wesog.";
    private const string Runtime = "System.";
    private const string MongoDB = "MongoDB";
    private const string OpenTelemetry = "OpenTelemetry";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        LoadAssemblies();
        await LoadLibrariesAsync(cancellationToken).ConfigureAwait(false);

        // Opens a connection that reads.
        await engine.CheckReadinessAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The assemblies that ours reference, and those that these reference. Further ones are loaded if the start uses them: most are never used, and each loaded
    // one keeps two files open.
    private void LoadAssemblies()
    {
        var ours = new List<Assembly>([typeof(EagerLoading).Assembly]);
        ours.AddRange(References(ours).Where(assembly => assembly.GetName().Name!.StartsWith(Ours, StringComparison.Ordinal)));
        var direct = References(ours).Where(assembly => !assembly.GetName().Name!.StartsWith(Runtime, StringComparison.Ordinal));
        _ = References(direct).Count;
    }

    private List<Assembly> References(IEnumerable<Assembly> assemblies) =>
        [.. assemblies.SelectMany(assembly => assembly.GetReferencedAssemblies()).Where(name => IsUsed(name.Name!)).DistinctBy(name => name.Name).Select(Load).OfType<Assembly>()];

    private bool IsUsed(string assembly) =>
        (settings.Store == StoreSelection.MongoDB || !assembly.Contains(MongoDB, StringComparison.Ordinal))
        && (settings.ExportsTelemetry || !assembly.StartsWith(OpenTelemetry, StringComparison.Ordinal));

    private static Assembly? Load(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            // An optional reference that is not deployed. Its users do without it.
            return null;
        }
    }

    private static async Task LoadLibrariesAsync(CancellationToken cancellationToken)
    {
        var bytes = SHA256.HashData(RandomNumberGenerator.GetBytes(1));
        foreach (Func<Stream, CompressionMode, Stream> encoding in (Func<Stream, CompressionMode, Stream>[])
            [(stream, mode) => new GZipStream(stream, mode, leaveOpen: true), (stream, mode) => new BrotliStream(stream, mode, leaveOpen: true)])
        {
            using var compressed = new MemoryStream();
            await using (var writing = encoding(compressed, CompressionMode.Compress))
            {
                await writing.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            }

            compressed.Position = 0;
            await using var reading = encoding(compressed, CompressionMode.Decompress);
            await reading.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        // Time zones, the symbols of stack traces, the files of the process. Cultures need no files: globalization is invariant.
        _ = TimeZoneInfo.Local.GetUtcOffset(DateTimeOffset.UnixEpoch);
        _ = new StackTrace(fNeedFileInfo: true).ToString();
        using var process = Process.GetCurrentProcess();
        _ = process.StartTime;
    }
}
