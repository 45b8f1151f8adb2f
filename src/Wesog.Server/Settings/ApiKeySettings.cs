using System.Buffers;
using Wesog.AspNetCore;
using Wesog.Operations;

namespace Wesog.Server.Settings;

/// <summary>
/// Reads the section <c>Wesog:ApiKeys</c>: <c>N:Tenant</c>, <c>N:Sha256</c> and <c>N:Name</c> for each key. <c>Wesog.AspNetCore</c> also checks the keys; here
/// a fault has the name of its setting.
/// </summary>
internal static class ApiKeySettings
{
    private const int HashLength = 64;
    private static readonly string[] _settings = [nameof(ApiKey.Tenant), nameof(ApiKey.Sha256), nameof(ApiKey.Name)];
    private static readonly SearchValues<char> _hexDigits = SearchValues.Create("0123456789abcdef");

    public static IReadOnlyList<ApiKey> Read(IConfigurationSection section, ICollection<string> faults)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            faults.Add($"{section.Path} must be a list: {section.Path}:0:Tenant, {section.Path}:0:Sha256 and so on.");
        }

        var pathOfHash = new Dictionary<string, string>();
        var keys = new List<ApiKey>();
        foreach (var entry in section.GetChildren())
        {
            if (ReadKey(entry, faults) is not { } key)
            {
                continue;
            }

            if (!pathOfHash.TryAdd(key.Sha256, entry.Path))
            {
                faults.Add($"{entry.Path} is the key of {pathOfHash[key.Sha256]} again; a key selects exactly one tenant.");
                continue;
            }

            keys.Add(key);
        }

        return keys;
    }

    private static ApiKey? ReadKey(IConfigurationSection entry, ICollection<string> faults)
    {
        var known = faults.Count;
        foreach (var child in entry.GetChildren().Where(child => !_settings.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"{child.Path} is not a setting. A key has: {string.Join(", ", _settings)}.");
        }

        var name = entry[nameof(ApiKey.Name)];
        if (name is not null && !Labels.IsValid(name))
        {
            faults.Add($"{entry.Path}:{nameof(ApiKey.Name)} must have 1 to 255 characters without a NUL and without half of a surrogate pair, but it has {name.Length} characters.");
        }

        var tenant = entry[nameof(ApiKey.Tenant)] ?? "";
        if (TenantName.FaultOf(tenant) is { } fault)
        {
            faults.Add($"{entry.Path}:{nameof(ApiKey.Tenant)} {fault}");
        }

        var hash = entry[nameof(ApiKey.Sha256)] ?? "";
        if (hash.Length != HashLength || hash.AsSpan().ContainsAnyExcept(_hexDigits))
        {
            // Not repeated: the value is probably the key itself, which logs must not contain.
            faults.Add(
                $"{entry.Path}:{nameof(ApiKey.Sha256)} must be the key's SHA-256 hash, {HashLength} lower-case hexadecimal " +
                $"digits, but it has {hash.Length} characters{(hash.Length == HashLength ? " of which some are no such digits" : "")}.");
        }

        return faults.Count == known ? new ApiKey { Name = name, Tenant = tenant, Sha256 = hash } : null;
    }
}
