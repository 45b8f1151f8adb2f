namespace Wesog.Operations;

/// <summary>Well-formed JSON whose top level is not what is expected, such as an object in place of an array.</summary>
/// <remarks><c>docs/http.md</c>, section "Responses" (400).</remarks>
/// <param name="expected">What is expected: <c>array</c> or <c>object</c>.</param>
/// <param name="advice">What to send in its place, in words.</param>
public sealed class InvalidBodyException(string expected, string advice = "Send one.")
    : WesogException($"The body must be a JSON {expected}. {advice}")
{
    /// <summary>What is expected: <c>array</c> or <c>object</c>.</summary>
    public string Expected { get; } = expected;

    /// <summary>What to send in place of what was found, in the text language of the submission.</summary>
    public string Advice { get; } = advice;
}
