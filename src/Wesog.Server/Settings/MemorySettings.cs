using Wesog.AspNetCore;
using Wesog.AspNetCore.Hosting;
using Wesog.Operations;

namespace Wesog.Server.Settings;

/// <summary>The setting of the section <c>Wesog:Limits</c> that limits the memory of requests.</summary>
internal sealed class MemorySettings
{
    /// <summary><see cref="WesogHttpOptions.MaxMemoryBytes"/>.</summary>
    public long MaxMemoryBytes { get; set; } = new WesogHttpOptions().MaxMemoryBytes;

    /// <summary>Reports a value that is too small for the largest batch.</summary>
    public void Check(string path, EngineLimits limits, ICollection<string> faults)
    {
        if (MemoryRule.FaultOf($"{path}:{nameof(MaxMemoryBytes)}", $"{path}:{nameof(limits.MaxBodyBytes)}", MaxMemoryBytes, limits) is { } fault)
        {
            faults.Add(fault);
        }
    }
}
