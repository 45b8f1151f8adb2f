namespace Wesog.Sqlite.CrashTest;

/// <summary>What a check found.</summary>
/// <param name="Operations">All operations.</param>
/// <param name="Images">All images.</param>
/// <param name="Unacknowledged">Operations that were accepted in a call that the kill cut short.</param>
internal readonly record struct Findings(int Operations, int Images, int Unacknowledged)
{
    public static Findings operator +(Findings x, Findings y) =>
        new(x.Operations + y.Operations, x.Images + y.Images, x.Unacknowledged + y.Unacknowledged);
}
