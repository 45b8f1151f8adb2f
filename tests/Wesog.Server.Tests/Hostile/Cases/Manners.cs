namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>How a client behaves that has begun to send.</summary>
internal enum Manners
{
    /// <summary>It sends all and reads the answers.</summary>
    Stays,

    /// <summary>It stops in the middle, and waits.</summary>
    Stalls,

    /// <summary>It sends all and is gone.</summary>
    Leaves,
}
