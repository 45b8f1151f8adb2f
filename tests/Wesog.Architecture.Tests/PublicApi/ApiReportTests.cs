using Wesog.Architecture.Tests.PublicApi.Samples;

namespace Wesog.Architecture.Tests.PublicApi;

public sealed class ApiReportTests
{
    [Fact]
    public void A_record_shows_what_was_written() => Assert.Equal(
        [
            "sealed record Wesog.Architecture.Tests.PublicApi.Samples.Book : IDisposable",
            "    Book(string Title, int? Pages = null)",
            "    void Dispose()",
            "    static Book Empty { get; }",
            "    int? Pages { get; init; }",
            "    Task<T[]> ReadAsync<T>(Func<string?, T> read, CancellationToken cancellationToken = default) where T : class, IDisposable",
            "    required IReadOnlyList<string?> Tags { get; init; }",
            "    string Title { get; init; }",
        ],
        ApiReport.Of(typeof(Book)));

    [Fact]
    public void A_class_shows_what_others_may_use_or_override() => Assert.Equal(
        [
            "abstract class Wesog.Architecture.Tests.PublicApi.Samples.Shelf",
            "    protected Shelf(bool open = true)",
            "    event EventHandler? Changed",
            "    string? this[int index] { get; }",
            "    const string Name = \"shelf\"",
            "    override string ToString()",
            "    protected virtual bool TryTake(string title, out Book? book)",
            "enum Wesog.Architecture.Tests.PublicApi.Samples.Shelf.Size",
            "    Large = 1",
            "    Small = 2",
        ],
        ApiReport.Of(typeof(Shelf), typeof(Shelf.Size)));

    [Fact]
    public void Structs_delegates_and_extensions_have_their_own_words() => Assert.Equal(
        [
            "delegate int Wesog.Architecture.Tests.PublicApi.Samples.Measure(Book? book)",
            "readonly record struct Wesog.Architecture.Tests.PublicApi.Samples.Place",
            "    Place((int, string) Where)",
            "    (int, string) Where { get; init; }",
            "static class Wesog.Architecture.Tests.PublicApi.Samples.ShelfExtensions",
            "    static bool Holds(this Shelf shelf, params string[] titles)",
        ],
        ApiReport.Of(typeof(Measure), typeof(Place), typeof(ShelfExtensions)));

    [Fact]
    public void A_difference_names_the_type_of_its_member() => Assert.Equal(
        ["- class B | int X { get; }", "+ class B | long X { get; }"],
        ApiReport.Differences(["class A", "    int X { get; }", "class B : A", "    int X { get; }"], ["class A", "    int X { get; }", "class B : A", "    long X { get; }"]));
}
