namespace Wesog.Sqlite.CrashTest;

/// <summary>Who submits: four, two of them of one tenant. Each does so from a thread of its own, step by step, over all rounds.</summary>
internal static class Submitters
{
    public const int Count = 4;

    public static string TenantOf(int submitter) => submitter < 2 ? "shared" : $"tenant-{submitter}";
}
