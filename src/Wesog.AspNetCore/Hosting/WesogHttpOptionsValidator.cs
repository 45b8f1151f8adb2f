using Microsoft.Extensions.Options;
using Wesog.Operations;

namespace Wesog.AspNetCore.Hosting;

/// <summary>Validates the settings and reports all faults at once.</summary>
internal sealed class WesogHttpOptionsValidator(IOptions<WesogOptions> engine) : IValidateOptions<WesogHttpOptions>
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

        if (MemoryFault(options.MaxMemoryBytes) is { } fault)
        {
            faults.Add(fault);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private string? MemoryFault(long value)
    {
        try
        {
            return MemoryRule.FaultOf(
                $"{nameof(WesogHttpOptions)}.{nameof(WesogHttpOptions.MaxMemoryBytes)}", nameof(EngineLimits.MaxBodyBytes), value, engine.Value.Limits);
        }
        catch (OptionsValidationException)
        {
            // The validation of the engine's settings reports its faults itself.
            return null;
        }
    }
}
