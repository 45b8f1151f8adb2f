namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>What a mutation works on; the earlier come first.</summary>
internal enum Stage
{
    /// <summary>The JSON.</summary>
    Content,

    /// <summary>How it is compressed or written as bytes.</summary>
    Encoding,

    /// <summary>The first line and the headers.</summary>
    Head,

    /// <summary>How the body is carried.</summary>
    Transfer,

    /// <summary>The bytes of the whole.</summary>
    Whole,
}
