namespace Wesog.Architecture.Tests.Sources;

// The rules depend on this parser.
public sealed class SourceFileTests
{
    private const string Sample = """"
        using System.Text;
        using Wesog.Images;

        namespace Wesog.Sample;

        /// <summary>Not Wesog.Engine; nor Thread.Sleep.</summary>
        public sealed partial record First(string Name)
        {
            private const string Quoted = "Thread.Sleep \" // no comment";
            private const string Raw = """
                Thread.Sleep
                """;
            private const char Quote = '"'; // Thread.Sleep
            /* Thread.Sleep */ private Wesog.Texts.TextCatalog? _texts;
            private sealed class Inner;
        }

        internal enum Second { One }
        """";

    private readonly SourceFile _file = SourceFile.FromText(Sample);

    [Fact]
    public void Code_has_no_comments_and_no_contents_of_strings()
    {
        Assert.DoesNotContain("Thread.Sleep", _file.Code, StringComparison.Ordinal);
        Assert.Contains("_texts", _file.Code, StringComparison.Ordinal);
        Assert.Equal(Sample.Count(character => character == '\n'), _file.Code.Count(character => character == '\n'));
    }

    [Fact]
    public void Only_types_directly_in_the_namespace_count_as_its_types() => Assert.Equal(["First", "Second"], _file.TopLevelTypes);

    [Fact]
    public void Names_are_found_in_using_lines_and_in_full() => Assert.Equal(["Wesog.Images", "Wesog.Texts.TextCatalog"], _file.WesogNames);

    [Fact]
    public void The_namespace_is_the_declared_one() => Assert.Equal("Wesog.Sample", _file.Namespace);
}
