namespace Wesog.Operations;

/// <summary>A body that is not well-formed JSON in UTF-8.</summary>
/// <remarks><c>docs/http.md</c>, section "Responses" (400).</remarks>
/// <param name="line">The line of the first wrong byte, from 1.</param>
/// <param name="position">The first wrong byte within its line, from 1.</param>
/// <param name="cause">Why it is probably not.</param>
/// <param name="advice">The same in words, with the next step.</param>
public sealed class MalformedJsonException(
    long line, long position, MalformedJsonCause cause = MalformedJsonCause.Unknown, string advice = "Correct it and send it again.")
    : WesogException($"The body is not well-formed JSON in UTF-8: line {line}, byte {position}. {advice}")
{
    /// <summary>The line of the first wrong byte, from 1.</summary>
    public long Line { get; } = line;

    /// <summary>The first wrong byte within its line, from 1.</summary>
    public long Position { get; } = position;

    /// <summary>Why it is probably not well-formed.</summary>
    public MalformedJsonCause Cause { get; } = cause;

    /// <summary>The probable cause in words and the next step, in the text language of the submission.</summary>
    public string Advice { get; } = advice;
}
