namespace Wesog.Sqlite.CrashTest;

/// <summary>The four submitters, two of them with the same tenant. Each submits its steps in sequence on its own thread, over all rounds.</summary>
internal static class Submitters
{
    public const int Count = 4;

    public static string TenantOf(int submitter) => submitter < 2 ? "shared" : $"tenant-{submitter}";
}
