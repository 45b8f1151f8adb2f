namespace Wesog.Planning;

/// <summary>What became of one item.</summary>
internal enum ItemVerdict
{
    Written,
    Skipped,
    IdExists,
    IdMissing,
}
