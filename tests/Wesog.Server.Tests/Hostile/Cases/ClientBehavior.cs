namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>The behaviour of a client during its request.</summary>
internal enum ClientBehavior
{
    /// <summary>It sends everything and reads the responses.</summary>
    Stays,

    /// <summary>It stops in the middle and waits.</summary>
    Stalls,

    /// <summary>It sends everything and disconnects.</summary>
    Leaves,
}
