using Wesog.AspNetCore;

namespace Wesog.Server.Settings;

/// <summary>The setting of the section <c>Wesog:Limits</c> that concerns HTTP; the others are the engine's.</summary>
internal sealed class WaitSettings
{
    private const int LongestSeconds = 3_600;

    /// <summary><see cref="WesogHttpOptions.MaxWait"/> in seconds.</summary>
    public int MaxWaitSeconds { get; set; } = (int)new WesogHttpOptions().MaxWait.TotalSeconds;

    /// <summary>Reports a value out of bounds under its name in the configuration.</summary>
    public void Check(string path, ICollection<string> faults)
    {
        if (MaxWaitSeconds is < 0 or > LongestSeconds)
        {
            faults.Add($"{path}:{nameof(MaxWaitSeconds)} must be from 0 to {LongestSeconds}, but it is {MaxWaitSeconds}.");
        }
    }
}
