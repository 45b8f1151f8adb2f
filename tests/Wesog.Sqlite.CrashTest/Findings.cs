namespace Wesog.Sqlite.CrashTest;

/// <summary>The result of a check.</summary>
/// <param name="Operations">Number of operations.</param>
/// <param name="Images">Number of images.</param>
/// <param name="Unacknowledged">Number of operations that were accepted, but killed before the acknowledgement.</param>
internal readonly record struct Findings(int Operations, int Images, int Unacknowledged)
{
    public static Findings operator +(Findings x, Findings y) =>
        new(x.Operations + y.Operations, x.Images + y.Images, x.Unacknowledged + y.Unacknowledged);
}
