namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>The part of a request that a mutation changes, in the order of application.</summary>
internal enum Stage
{
    /// <summary>The JSON.</summary>
    Content,

    /// <summary>The encoding and compression.</summary>
    Encoding,

    /// <summary>The first line and the headers.</summary>
    Head,

    /// <summary>The transfer of the body.</summary>
    Transfer,

    /// <summary>The bytes of the whole request.</summary>
    Whole,
}
