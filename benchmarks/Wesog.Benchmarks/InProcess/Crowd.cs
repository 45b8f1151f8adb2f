namespace Wesog.Benchmarks.InProcess;

/// <summary>Submitters that work at one time, for tenants of their own. Work goes round among the ones and the others.</summary>
internal sealed class Crowd(int submitters, int tenants)
{
    private readonly string[] _tenants = [.. Enumerable.Range(0, tenants).Select(_ => $"{Guid.NewGuid()}")];

    /// <param name="count">How many pieces of work.</param>
    /// <param name="work">One of them, given its tenant and its number from 0.</param>
    public Task WorkAsync(int count, Func<string, int, Task> work) => Task.WhenAll(
        Enumerable.Range(0, submitters).Select(submitter => Task.Run(async () =>
        {
            for (var i = submitter; i < count; i += submitters)
            {
                await work(_tenants[i % tenants], i);
            }
        })));
}
