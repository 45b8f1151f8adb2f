namespace Wesog.Benchmarks.InProcess;

/// <summary>Concurrent submitters for a set of tenants. Work items are distributed round-robin over the submitters and the tenants.</summary>
internal sealed class Crowd(int submitters, int tenants)
{
    private readonly string[] _tenants = [.. Enumerable.Range(0, tenants).Select(_ => $"{Guid.NewGuid()}")];

    /// <param name="count">The number of work items.</param>
    /// <param name="work">Executes one work item, given its tenant and its number from 0.</param>
    public Task WorkAsync(int count, Func<string, int, Task> work) => Task.WhenAll(
        Enumerable.Range(0, submitters).Select(submitter => Task.Run(async () =>
        {
            for (var i = submitter; i < count; i += submitters)
            {
                await work(_tenants[i % tenants], i);
            }
        })));
}
