using Microsoft.Extensions.Options;

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

        var least = LeastMemory();
        if (options.MaxMemoryBytes < least && options.MaxMemoryBytes != WesogHttpOptions.DefaultMemoryBytes)
        {
            faults.Add(
                $"{nameof(WesogHttpOptions)}.{nameof(WesogHttpOptions.MaxMemoryBytes)} must be at least {least}, so that one tenant, who may use half of it, " +
                $"can send a batch of the largest size, but it is {options.MaxMemoryBytes}. Raise it, or lower MaxBodyBytes.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private long LeastMemory()
    {
        try
        {
            return WesogHttpOptions.LeastMemoryBytes(engine.Value.Limits);
        }
        catch (OptionsValidationException)
        {
            // The validation of the engine's settings reports its faults itself.
            return 0;
        }
    }
}
