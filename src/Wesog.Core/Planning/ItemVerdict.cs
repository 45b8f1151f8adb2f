namespace Wesog.Planning;

/// <summary>The result of one item.</summary>
internal enum ItemVerdict
{
    Written,
    Skipped,
    IdExists,
    IdMissing,
}
