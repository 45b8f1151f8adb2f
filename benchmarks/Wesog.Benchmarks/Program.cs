using BenchmarkDotNet.Running;
using Wesog.Benchmarks.MongoDB;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;

switch (args)
{
    case ["storage"]:
        await using (var storage = new StorageSummary())
        {
            Print(await storage.RunAsync());
        }

        break;
    case ["mongodb"]:
        Print(await MongoBenchmarks.RunAsync());
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}

static void Print(IReadOnlyList<Ratio> ratios)
{
    Console.WriteLine("| what | ratio | target | | figures |\n| --- | --- | --- | --- | --- |");
    foreach (var ratio in ratios)
    {
        Console.WriteLine(ratio);
    }
}
