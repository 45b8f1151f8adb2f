namespace Wesog.Sqlite.Tests;

/// <summary>A test that needs Linux; elsewhere it is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute(string reason) => Skip = OperatingSystem.IsLinux() ? null : reason;
}
