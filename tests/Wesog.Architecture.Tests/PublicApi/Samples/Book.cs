namespace Wesog.Architecture.Tests.PublicApi.Samples;

/// <summary>A record with members of most kinds, for the tests of the report.</summary>
internal sealed record Book(string Title, int? Pages = null) : IDisposable
{
    public static Book Empty { get; } = new("") { Tags = [] };

    public required IReadOnlyList<string?> Tags { get; init; }

    public Task<T[]> ReadAsync<T>(Func<string?, T> read, CancellationToken cancellationToken = default)
        where T : class, IDisposable => Task.FromResult<T[]>([read(Title)]);

    public void Dispose() => Hide();

    internal void Hide() => _ = Pages;
}
