namespace Wesog.Query;

/// <summary>
/// What an index must find for a filter: the images whose terms fulfil it, which are at least those that the filter selects. The engine tests each.
/// </summary>
public abstract record IndexCondition
{
    private IndexCondition()
    {
    }

    /// <summary>One term.</summary>
    /// <param name="Text">The term; ASCII letters and digits, and other letters, digits and marks.</param>
    /// <param name="IsPrefix">Whether a term that begins with the text suffices.</param>
    public sealed record Term(string Text, bool IsPrefix) : IndexCondition;

    /// <summary>All operands.</summary>
    /// <param name="Operands">The operands, at least two.</param>
    public sealed record And(IReadOnlyList<IndexCondition> Operands) : IndexCondition;

    /// <summary>At least one operand.</summary>
    /// <param name="Operands">The operands, at least two.</param>
    public sealed record Or(IReadOnlyList<IndexCondition> Operands) : IndexCondition;
}
