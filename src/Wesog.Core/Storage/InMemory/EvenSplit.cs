namespace Wesog.Storage.InMemory;

/// <summary>Divides a sequence into parts that differ by one element at most.</summary>
internal static class EvenSplit
{
    public static Range Of(int length, int parts, int part) =>
        (int)((long)length * part / parts)..(int)((long)length * (part + 1) / parts);
}
