namespace Wesog.Sqlite.CrashTest;

/// <summary>Data was lost, duplicated, written partially or out of order.</summary>
internal sealed class CheckFailedException(string message) : Exception(message)
{
    public static void ThrowIf(bool condition, string message)
    {
        if (condition)
        {
            throw new CheckFailedException(message);
        }
    }
}
