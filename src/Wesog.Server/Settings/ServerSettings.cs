using Microsoft.AspNetCore.Server.Kestrel.Core;
using Wesog.AspNetCore;

namespace Wesog.Server.Settings;

/// <summary>Reads and checks the configuration. One start reports all faults.</summary>
internal sealed class ServerSettings
{
    private const string Root = "Wesog";
    private static readonly string[] _sections = ["Store", "Sqlite", MongoSettings.Section, "ApiKeys", "Limits", "Images", "Query", "Http"];
    private readonly IConfigurationSection _root;
    private readonly List<string> _faults = [];
    private readonly HttpSettings _http = new();
    private readonly WaitSettings _wait = new();
    private readonly IConfigurationSection _kestrelLimits;
    private readonly long? _maxUpgradedConnections;
    private readonly MemorySettings _memory = new();

    /// <param name="configuration">The configuration.</param>
    /// <param name="contentRoot">The base directory of relative paths.</param>
    /// <param name="openFiles">The most open file descriptors of the process; null if unlimited.</param>
    /// <param name="memory">The memory of the process, in bytes.</param>
    public ServerSettings(IConfiguration configuration, string contentRoot, long? openFiles, long memory)
    {
        _root = configuration.GetSection(Root);
        foreach (var child in _root.GetChildren().Where(child => !_sections.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            _faults.Add($"{child.Path} is not a setting. The settings of {Root} are: {string.Join(", ", _sections)}.");
        }

        Store = StoreSelection.Read(_root.GetSection("Store"), _faults);
        var sqlite = new SqliteSettings();
        BoundSection.Bind(_root.GetSection("Sqlite"), _faults, sqlite);
        SqlitePath = Path.GetFullPath(sqlite.Path, contentRoot);
        var mongo = _root.GetSection(MongoSettings.Section);
        BoundSection.Bind(mongo, _faults, MongoDB);
        if (Store == StoreSelection.MongoDB)
        {
            MongoDB.Check(mongo.Path, _faults);
        }

        var engine = new WesogOptions();
        Bind(engine, _faults);
        _wait.Check($"{Root}:Limits", _faults);
        _memory.Check($"{Root}:Limits", engine.Limits, _faults);
        BoundSection.Bind(_root.GetSection("Http"), _faults, _http);

        ExportsTelemetry = TelemetrySettings.ReadIsWanted(_faults);
        Addresses = ListenAddresses.Read(configuration);
        ListenAddresses.Check(Addresses, _faults);

        var kestrel = configuration.GetSection(KestrelSettings.Name);
        KestrelSettings.Check(kestrel, _faults);
        _kestrelLimits = kestrel.GetSection(KestrelSettings.Limits);
        var limits = new KestrelServerLimits();
        KestrelLimits.Bind(_kestrelLimits, limits, _faults);
        ConnectionLimit.Apply(limits, openFiles, memory, _faults);
        (MaxConnections, _maxUpgradedConnections) = ((int)Math.Min(limits.MaxConcurrentConnections ?? 1, int.MaxValue - ConnectionLimit.Refusals), limits.MaxConcurrentUpgradedConnections);

        var keys = _root.GetSection("ApiKeys");
        ApiKeys = ApiKeySettings.Read(keys, _faults);
        IsLocal = !keys.GetChildren().Any();
        if (IsLocal)
        {
            ApiKeys = [LocalKey.Configured];
            LoopbackRule.Check(Addresses, _faults);
        }
    }

    /// <summary>The faults of the configuration.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The store's name.</summary>
    public string Store { get; }

    /// <summary>The database file of the store <c>sqlite</c>.</summary>
    public string SqlitePath { get; }

    /// <summary>The settings of the store <c>mongodb</c>.</summary>
    public MongoSettings MongoDB { get; } = new();

    /// <summary>Whether metrics and traces are exported.</summary>
    public bool ExportsTelemetry { get; }

    /// <summary>The addresses to listen on.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>The most connections at once.</summary>
    public int MaxConnections { get; }

    /// <summary>The accepted keys.</summary>
    public IReadOnlyList<ApiKey> ApiKeys { get; }

    /// <summary>Whether no key is configured, so that <see cref="ApiKeys"/> is the local key alone.</summary>
    public bool IsLocal { get; }

    /// <summary>Sets the options of the engine. Settings with a fault keep their default.</summary>
    public void Apply(WesogOptions engine) => Bind(engine, []);

    /// <summary>Sets the options of the HTTP routes.</summary>
    public void Apply(WesogHttpOptions http)
    {
        http.WaitByDefault = _http.WaitByDefault;
        http.TenantClaimType = _http.TenantClaimType;
        if (_faults.Count == 0)
        {
            http.MaxWait = TimeSpan.FromSeconds(_wait.MaxWaitSeconds);
            http.MaxMemoryBytes = _memory.MaxMemoryBytes;
        }
    }

    /// <summary>Sets the limits of the web server.</summary>
    public void Apply(KestrelServerLimits limits)
    {
        KestrelLimits.Bind(_kestrelLimits, limits, []);
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxConcurrentUpgradedConnections = _maxUpgradedConnections;
    }

    private void Bind(WesogOptions engine, ICollection<string> faults)
    {
        BoundSection.Bind(_root.GetSection("Limits"), faults, engine.Limits, _wait, _memory);
        BoundSection.Bind(_root.GetSection("Images"), faults, engine.Images);
        BoundSection.Bind(_root.GetSection("Query"), faults, engine.Query);
    }
}
