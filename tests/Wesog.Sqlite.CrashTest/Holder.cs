using Wesog.Storage;

namespace Wesog.Sqlite.CrashTest;

/// <summary>A second process that opens a store, and holds it until its input ends.</summary>
internal static class Holder
{
    public static async Task<int> RunAsync(string path)
    {
        await using var store = new SqliteImageStore(path, TimeProvider.System);
        try
        {
            await store.OpenAsync(default);
        }
        catch (StoreInitializationException refusal)
        {
            Console.WriteLine(refusal.Message);
            return 1;
        }

        Console.WriteLine("OPEN");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
