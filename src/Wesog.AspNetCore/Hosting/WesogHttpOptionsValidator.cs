using Microsoft.Extensions.Options;

namespace Wesog.AspNetCore.Hosting;

/// <summary>Validates the settings and reports all faults at once.</summary>
internal sealed class WesogHttpOptionsValidator : IValidateOptions<WesogHttpOptions>
{
    public ValidateOptionsResult Validate(string? name, WesogHttpOptions options)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(options.TenantClaimType))
        {
            faults.Add($"{nameof(WesogHttpOptions)}.{nameof(WesogHttpOptions.TenantClaimType)} must not be empty.");
        }

        if (options.MaxWait < TimeSpan.Zero || options.MaxWait > WesogHttpOptions.LongestWait)
        {
            faults.Add(
                $"{nameof(WesogHttpOptions)}.{nameof(WesogHttpOptions.MaxWait)} must be from {TimeSpan.Zero} to " +
                $"{WesogHttpOptions.LongestWait}, but it is {options.MaxWait}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
