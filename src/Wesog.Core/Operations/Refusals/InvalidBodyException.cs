namespace Wesog.Operations;

/// <summary>Well-formed JSON whose top level is not what is expected, such as an object in place of an array.</summary>
/// <remarks>Contract, the 400 of section 6.</remarks>
public sealed class InvalidBodyException(string expected) : WesogException($"The body must be {expected}.")
{
    /// <summary>What is expected: <c>array</c> or <c>object</c>.</summary>
    public string Expected { get; } = expected;
}
