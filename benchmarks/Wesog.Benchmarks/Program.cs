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
        await using (var mongo = new MongoSummary())
        {
            Print(await mongo.RunAsync());
        }

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
