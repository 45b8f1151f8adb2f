using Wesog.Operations;

namespace Wesog.Query;

/// <summary>A formula that is invalid. The message says what was expected at the position, and shows the place.</summary>
/// <remarks><c>docs/formulas.md</c>, section "What if a formula is invalid?".</remarks>
public sealed class InvalidQueryException : WesogException
{
    /// <summary>The stable code of this error: <c>invalid_query</c>.</summary>
    public const string Code = "invalid_query";

    internal InvalidQueryException(int position, string message)
        : base(message) => Position = position;

    /// <summary>Where the offending token begins in the formula, in UTF-16 code units from 1.</summary>
    public int Position { get; }
}
