using System.Globalization;

namespace Wesog.Benchmarks.Summary;

/// <summary>The bound that a ratio must meet.</summary>
internal abstract record Bound(double Value)
{
    public static Bound AtLeast(double value) => new Floor(value);

    public static Bound AtMost(double value) => new Ceiling(value);

    public abstract bool IsKeptBy(double ratio);

    private sealed record Floor(double Value) : Bound(Value)
    {
        public override bool IsKeptBy(double ratio) => ratio >= Value;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $">= {Value:0.##}");
    }

    private sealed record Ceiling(double Value) : Bound(Value)
    {
        public override bool IsKeptBy(double ratio) => ratio <= Value;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"<= {Value:0.##}");
    }
}
