using System.Globalization;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Running;
using Wesog.Benchmarks.Http;
using Wesog.Benchmarks.Neighbours;
using Wesog.Benchmarks.Summary;

switch (args)
{
    case ["--summary"]:
        await Sections.PrintAllAsync();
        break;
    case ["serve", .. var server]:
        await ServerProcess.ServeAsync(server);
        break;
    case ["neighbours", .. var options]:
        return await NeighboursCommand.RunAsync(options);
    case ["neighbours-load", .. var load]:
        await NeighbourLoad.RunAsync(load);
        break;
    case ["finding", var images] when int.TryParse(images, CultureInfo.InvariantCulture, out var count):
        await Sections.Finding(count).PrintAsync();
        break;
    case [var name] when Sections.Find(name) is { } section:
        await section.PrintAsync();
        break;
    default:
        RunBenchmarks(args);
        break;
}

return 0;

// A separate method, so that a process whose start is measured does not load BenchmarkDotNet.
[MethodImpl(MethodImplOptions.NoInlining)]
static void RunBenchmarks(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
