using Microsoft.Extensions.Options;
using Wesog.Operations;

namespace Wesog.AspNetCore.Authentication;

/// <summary>Validates the keys and reports all faults at once. A fault names a key by its index, because logs must not contain hashes.</summary>
internal sealed class ApiKeyOptionsValidator : IValidateOptions<ApiKeyOptions>
{
    private const int HexDigits = 64;
    private static readonly TimeSpan _longestDelay = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, ApiKeyOptions options)
    {
        var faults = Faults(options.Keys).ToList();
        if (options.MaxFailureDelay < TimeSpan.Zero || options.MaxFailureDelay > _longestDelay)
        {
            faults.Add($"{nameof(options.MaxFailureDelay)} must be from {TimeSpan.Zero} to {_longestDelay}, but it is {options.MaxFailureDelay}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(IList<ApiKey> keys)
    {
        var firstOfHash = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            var (tenant, hash) = (keys[i].Tenant ?? string.Empty, keys[i].Sha256 ?? string.Empty);
            if (TenantName.FaultOf(tenant) is { } fault)
            {
                yield return $"Keys[{i}].Tenant {fault}";
            }

            if (keys[i].Name is { } name && !Labels.IsValid(name))
            {
                yield return $"Keys[{i}].Name must have 1 to 255 characters without a NUL and without half of a surrogate pair, but it has {name.Length} characters.";
            }

            if (hash.Length != HexDigits || !hash.All(char.IsAsciiHexDigitLower))
            {
                yield return $"Keys[{i}].Sha256 must be {HexDigits} lower-case hexadecimal digits, but it has {hash.Length} characters"
                    + (hash.Length == HexDigits ? " with others among them." : ".");
            }
            else if (!firstOfHash.TryAdd(hash, i))
            {
                yield return $"Keys[{i}].Sha256 must be the only one of its value, but Keys[{firstOfHash[hash]}] has the same.";
            }
        }
    }
}
