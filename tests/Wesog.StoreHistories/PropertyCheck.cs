using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Xunit.Sdk;

namespace Wesog.StoreHistories;

/// <summary>
/// Checks a property on random cases and prints the seed. WESOG_SEED repeats the cases of a seed, and WESOG_CASES sets their number.
/// </summary>
public static class PropertyCheck
{
    public static void Run<T>(
        ITestOutputHelper output, Gen<T> cases, Func<T, IEnumerable<T>> shrink, Action<T> property, int count = 1_000)
    {
        ArgumentNullException.ThrowIfNull(output);
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("WESOG_SEED"), out var given)
            ? given
            : (ulong)Random.Shared.NextInt64();
        count = int.TryParse(Environment.GetEnvironmentVariable("WESOG_CASES"), out var asked) ? asked : count;
        output.WriteLine($"WESOG_SEED={seed} WESOG_CASES={count}");
        var ran = 0;
        SkipException? skip = null;
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(count)
            .WithEndSize(30)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed, 1), FSharpOption<int>.None)));
        try
        {
            Check.One(config, Prop.ForAll(Arb.From(cases, shrink), value =>
            {
                ran++;
                try
                {
                    property(value);
                }
                catch (SkipException exception)
                {
                    skip = exception;
                }
            }));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Run it again with WESOG_SEED={seed} WESOG_CASES={count}.", failure);
        }

        if (skip is not null)
        {
            throw skip;
        }

        Assert.True(ran >= count, $"Only {ran} of {count} cases ran.");
    }
}
