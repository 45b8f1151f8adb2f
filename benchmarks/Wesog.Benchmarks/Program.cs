using BenchmarkDotNet.Running;
using Wesog.Benchmarks.Http;
using Wesog.Benchmarks.Summary;

switch (args)
{
    case ["--summary"]:
        await Sections.PrintAllAsync();
        break;
    case ["serve", .. var server]:
        await ServerProcess.ServeAsync(server);
        break;
    case [var name] when Sections.Find(name) is { } section:
        await section.PrintAsync();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
