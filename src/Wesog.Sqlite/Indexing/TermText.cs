using System.Buffers;
using System.Globalization;
using System.Text;
using Wesog.Query;

namespace Wesog.Sqlite.Indexing;

/// <summary>Writes terms as the table contains them: each begins with the row id of the tenant, so that a tenant's queries read only its own terms.</summary>
internal static class TermText
{
    /// <summary>Writes the terms of an image.</summary>
    /// <param name="tenant">The row id of the tenant.</param>
    /// <param name="terms">The terms, as <see cref="ImageIndex.WriteTerms"/> writes them.</param>
    /// <param name="target">The target.</param>
    public static void Write(long tenant, ReadOnlySpan<byte> terms, IBufferWriter<byte> target)
    {
        Span<byte> prefix = stackalloc byte[20];
        tenant.TryFormat(prefix, out var length, provider: CultureInfo.InvariantCulture);
        prefix = prefix[..length];
        while (!terms.IsEmpty)
        {
            var end = terms.IndexOf(ImageIndex.Separator) + 1;
            target.Write(prefix);
            target.Write(terms[..end]);
            terms = terms[end..];
        }
    }

    /// <summary>Writes a condition as an expression for <c>MATCH</c>.</summary>
    /// <param name="tenant">The row id of the tenant.</param>
    /// <param name="condition">The condition.</param>
    public static string ForMatch(long tenant, IndexCondition condition)
    {
        var text = new StringBuilder();
        Append(tenant, condition, text);
        return text.ToString();
    }

    private static void Append(long tenant, IndexCondition condition, StringBuilder text)
    {
        if (condition is IndexCondition.Term term)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{tenant}{term.Text}\"{(term.IsPrefix ? "*" : "")}");
            return;
        }

        var (symbol, operands) = condition is IndexCondition.And and ? (" AND ", and.Operands) : (" OR ", ((IndexCondition.Or)condition).Operands);
        for (var i = 0; i < operands.Count; i++)
        {
            text.Append(i == 0 ? "(" : symbol);
            Append(tenant, operands[i], text);
        }

        text.Append(')');
    }
}
