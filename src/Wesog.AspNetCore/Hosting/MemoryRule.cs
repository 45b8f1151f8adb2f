using Wesog.Operations;

namespace Wesog.AspNetCore.Hosting;

/// <summary>The rule of <see cref="WesogHttpOptions.MaxMemoryBytes"/>: half of it holds a batch of the largest size.</summary>
internal static class MemoryRule
{
    /// <summary>Returns the fault of a value; null if it has none. The default is never a fault.</summary>
    /// <param name="name">The name of the setting, as the host writes it.</param>
    /// <param name="bodyName">The name of <see cref="EngineLimits.MaxBodyBytes"/>, likewise.</param>
    /// <param name="value">The value, in bytes.</param>
    /// <param name="limits">The limits of batches.</param>
    public static string? FaultOf(string name, string bodyName, long value, EngineLimits limits)
    {
        var least = WesogHttpOptions.LeastMemoryBytes(limits);
        return value >= least || value == new WesogHttpOptions().MaxMemoryBytes
            ? null
            : $"{name} must be at least {least}, so that one tenant, who may use half of it, can send a batch of the largest size, " +
              $"but it is {value}. Raise it, or lower {bodyName}.";
    }
}
