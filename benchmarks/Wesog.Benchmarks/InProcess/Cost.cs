using System.Globalization;
using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.InProcess;

/// <summary>The cost of one image: time, and bytes allocated, retained or not.</summary>
internal readonly record struct Cost(double Seconds, double Bytes)
{
    public Ratio To(Cost baseline, string what, Bound? target = null) =>
        new(what, Seconds / baseline.Seconds, target, $"{this} an image, baseline {baseline}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds * 1e6:0.00} µs and {Bytes:N0} B");
}
