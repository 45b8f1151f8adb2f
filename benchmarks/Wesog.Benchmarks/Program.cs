using BenchmarkDotNet.Running;
using Wesog.Benchmarks.Storage;

if (args is ["storage"])
{
    await using var storage = new StorageSummary();
    Console.WriteLine("| what | ratio | target | | figures |\n| --- | --- | --- | --- | --- |");
    foreach (var ratio in await storage.RunAsync())
    {
        Console.WriteLine(ratio);
    }
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
