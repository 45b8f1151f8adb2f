using Wesog.AspNetCore;

namespace Wesog.Server.Settings;

/// <summary>What the configuration says, checked as a whole: every fault is found, so that one start shows them all.</summary>
internal sealed class ServerSettings
{
    private const string Root = "Wesog";
    private static readonly string[] _sections = ["Store", "Sqlite", MongoSettings.Section, "ApiKeys", "Limits", "Images", "Http"];
    private readonly IConfigurationSection _root;
    private readonly List<string> _faults = [];

    /// <param name="configuration">The configuration.</param>
    /// <param name="contentRoot">The directory that relative paths start from.</param>
    public ServerSettings(IConfiguration configuration, string contentRoot)
    {
        _root = configuration.GetSection(Root);
        foreach (var child in _root.GetChildren().Where(child => !_sections.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            _faults.Add($"{child.Path} is not a setting. The settings of {Root} are: {string.Join(", ", _sections)}.");
        }

        Store = StoreSelection.Read(_root.GetSection("Store"), _faults);
        var sqlite = new SqliteSettings();
        BoundSection.Bind(_root.GetSection("Sqlite"), sqlite, _faults);
        SqlitePath = Path.GetFullPath(sqlite.Path, contentRoot);
        var mongo = _root.GetSection(MongoSettings.Section);
        BoundSection.Bind(mongo, MongoDB, _faults);
        if (Store == StoreSelection.MongoDB)
        {
            MongoDB.Check(mongo.Path, _faults);
        }

        Bind(new WesogOptions(), _faults);
        Bind(new WesogHttpOptions(), _faults);

        ExportsTelemetry = TelemetrySettings.ReadIsWanted(_faults);
        Addresses = ListenAddresses.Read(configuration);
        ListenAddresses.Check(Addresses, _faults);

        var keys = _root.GetSection("ApiKeys");
        ApiKeys = ApiKeySettings.Read(keys, _faults);
        IsLocal = !keys.GetChildren().Any();
        if (IsLocal)
        {
            ApiKeys = [LocalKey.Configured];
            LoopbackRule.Check(Addresses, _faults);
        }
    }

    /// <summary>What is wrong, in words for the person who starts the server.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The store's name.</summary>
    public string Store { get; }

    /// <summary>The database file, where the store is <c>sqlite</c>.</summary>
    public string SqlitePath { get; }

    /// <summary>Where everything is kept, where the store is <c>mongodb</c>.</summary>
    public MongoSettings MongoDB { get; } = new();

    /// <summary>Whether metrics and traces are sent to a collector.</summary>
    public bool ExportsTelemetry { get; }

    /// <summary>Where to listen.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>The keys to accept.</summary>
    public IReadOnlyList<ApiKey> ApiKeys { get; }

    /// <summary>Whether no key is configured, so that <see cref="ApiKeys"/> is the local key alone.</summary>
    public bool IsLocal { get; }

    /// <summary>Gives the engine its settings, as far as they can be read: <see cref="Faults"/> tells of the others.</summary>
    public void Apply(WesogOptions engine) => Bind(engine, []);

    /// <summary>Gives the HTTP routes their settings.</summary>
    public void Apply(WesogHttpOptions http) => Bind(http, []);

    private void Bind(WesogHttpOptions http, ICollection<string> faults) => BoundSection.Bind(_root.GetSection("Http"), http, faults);

    private void Bind(WesogOptions engine, ICollection<string> faults)
    {
        BoundSection.Bind(_root.GetSection("Limits"), engine.Limits, faults);
        BoundSection.Bind(_root.GetSection("Images"), engine.Images, faults);
    }
}
