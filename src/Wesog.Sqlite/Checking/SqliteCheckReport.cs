namespace Wesog.Sqlite;

/// <summary>The result of <see cref="SqliteDatabase.CheckAsync"/>.</summary>
/// <param name="Damage">What is damaged, one line each, at most <see cref="MaxListed"/> lines. Empty if nothing is.</param>
/// <param name="DamageCount">The number of damaged places, also of those that are not listed.</param>
/// <param name="Images">The number of images that were read.</param>
/// <param name="Operations">The number of operations that were read.</param>
/// <param name="Unverified">
/// The number of these images and operations without a checksum: an earlier version wrote them. Their content was not verified.
/// </param>
public sealed record SqliteCheckReport(IReadOnlyList<string> Damage, long DamageCount, long Images, long Operations, long Unverified)
{
    /// <summary>The most lines of <see cref="Damage"/>.</summary>
    public const int MaxListed = 1_000;

    /// <summary>Whether anything is damaged.</summary>
    public bool IsDamaged => DamageCount > 0;
}
