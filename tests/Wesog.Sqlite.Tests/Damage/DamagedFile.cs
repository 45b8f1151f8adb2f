using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Sqlite.Tests.Outages;
using Wesog.Testing;

namespace Wesog.Sqlite.Tests.Damage;

/// <summary>A database with images and waiting operations of two tenants, on many pages, and an engine on it.</summary>
internal sealed class DamagedFile : ILoggerFactory, ILogger, IAsyncDisposable
{
    public const int Count = 600;

    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentQueue<(LogLevel Level, string Message)> _log = new();
    private PausedStore? _paused;

    public string Path => _directory.Database;

    public SqliteImageStore Store { get; private set; } = null!;

    public ImageEngine Engine { get; private set; } = null!;

    /// <summary>The entries at level critical.</summary>
    public IReadOnlyList<string> Critical => [.. _log.Where(entry => entry.Level == LogLevel.Critical).Select(entry => entry.Message)];

    /// <summary>The warnings and errors.</summary>
    public IReadOnlyList<string> Logged => [.. _log.Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Message)];

    /// <summary>Creates the file, and starts an engine that executes nothing until <see cref="Resume"/>.</summary>
    /// <param name="waiting">The number of waiting operations of the tenant <c>t</c>, from number 2.</param>
    public static async Task<DamagedFile> NewAsync(int waiting = 0)
    {
        var file = new DamagedFile();
        await file.StartAsync();
        file.Resume();
        foreach (var tenant in new[] { "t", "other" })
        {
            await file.Engine.Operations.SubmitAndWaitAsync(tenant, Batch(Enumerable.Range(0, Count).Select(i => $"image-{i:d3}")));
        }

        await file.RestartAsync();
        for (var i = 0; i < waiting; i++)
        {
            await file.Engine.Operations.SubmitAsync("t", Batch([$"new-{i:d3}"]), new() { IdempotencyKey = $"key-{i:d3}" });
        }

        // Nothing is cached, and the log is part of the database.
        await file.RestartAsync();
        return file;
    }

    public static ImageBatch Batch(IEnumerable<string> ids) =>
        new ImageBatch().Add(ids.Select(id => new Image { Id = id, Src = $"http://x/{id}", Caption = $"caption of {id} {new string('c', 1_000)}" }));

    public static ImageBatch Modify(string id) => new ImageBatch().Modify(new ImageChange { Id = id, Title = "new" });

    public void Resume() => _paused!.Resume();

    public async Task RestartAsync()
    {
        await Engine.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Makes the writer open the file again after an outage, so that it has no page in memory.</summary>
    public async Task ReopenWriterAsync()
    {
        using (LockedFile.Take(Path))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => Engine.Operations.SubmitAsync("t", Modify("image-000")));
        }
    }

    public Task<Operation> RunAsync(string tenant, ImageBatch batch) => Engine.Operations.SubmitAndWaitAsync(tenant, batch);

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _directory.Dispose();
    }

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    void IDisposable.Dispose()
    {
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _log.Enqueue((logLevel, formatter(state, exception)));

    private async Task StartAsync()
    {
        Store = new(Path, TimeProvider.System, loggerFactory: this);
        _paused = new(Store);
        Engine = await ImageEngine.StartNewAsync(_paused, loggerFactory: this);
    }
}
