namespace Wesog.Storage.InMemory;

/// <summary>Splits a sequence into parts whose sizes differ by at most one element.</summary>
internal static class EvenSplit
{
    public static Range Of(int length, int parts, int part) =>
        (int)((long)length * part / parts)..(int)((long)length * (part + 1) / parts);
}
