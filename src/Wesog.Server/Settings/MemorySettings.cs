using Wesog.AspNetCore;
using Wesog.Operations;

namespace Wesog.Server.Settings;

/// <summary>The setting of the section <c>Wesog:Limits</c> that limits the memory of requests.</summary>
internal sealed class MemorySettings
{
    /// <summary><see cref="WesogHttpOptions.MaxMemoryBytes"/>.</summary>
    public long MaxMemoryBytes { get; set; } = new WesogHttpOptions().MaxMemoryBytes;

    /// <summary>Reports a value that is too small for the largest batch. The default is never a fault.</summary>
    public void Check(string path, EngineLimits limits, ICollection<string> faults)
    {
        var least = WesogHttpOptions.LeastMemoryBytes(limits);
        if (MaxMemoryBytes < least && MaxMemoryBytes != new WesogHttpOptions().MaxMemoryBytes)
        {
            faults.Add(
                $"{path}:{nameof(MaxMemoryBytes)} must be at least {least}, so that one tenant, who may use half of it, can send a batch of the largest size, " +
                $"but it is {MaxMemoryBytes}. Raise it, or lower {path}:{nameof(limits.MaxBodyBytes)}.");
        }
    }
}
