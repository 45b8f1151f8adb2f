namespace Wesog.Server.Tests.Running;

/// <summary>Limits the open files of processes by <c>prlimit</c> (util-linux).</summary>
internal static class ResourceLimits
{
    public const string Command = "/usr/bin/prlimit";

    public static void SkipIfUnsupported() => Assert.SkipUnless(File.Exists(Command), $"Needs {Command}, which limits the open files of a process.");
}
