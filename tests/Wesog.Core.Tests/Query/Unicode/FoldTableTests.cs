using System.Text;
using Wesog.Query.Folding;
using Wesog.StoreHistories.Queries.Unicode;

namespace Wesog.Core.Tests.Query.Unicode;

/// <summary>
/// The table equals the data files of Unicode. With WESOG_UPDATE_UNICODE=1 the first test writes the file of the table instead.
/// </summary>
public sealed class FoldTableTests
{
    private const string UpdateVariable = "WESOG_UPDATE_UNICODE";
    private const string Path = "src/Wesog.Core/Query/Folding/folding-15.0.0.bin";

    [Fact]
    public void The_table_is_generated_from_the_data_files()
    {
        var content = FoldTableWriter.CreateContent();
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllBytes(System.IO.Path.Combine(FindRoot(), Path), content);
            return;
        }

        using var file = typeof(FoldTable).Assembly.GetManifestResourceStream(FoldTable.ResourceName)!;
        using var stored = new MemoryStream();
        file.CopyTo(stored);
        Assert.True(
            content.AsSpan().SequenceEqual(stored.ToArray()),
            $"{Path} differs. Run {UpdateVariable}=1 dotnet test tests/Wesog.Core.Tests --filter FoldTableTests, and rebuild.");
        Assert.Contains(FoldTable.UnicodeVersion, FoldTable.ResourceName, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_point_folds_as_the_data_files_say()
    {
        foreach (var code in UnicodeFiles.CodePoints)
        {
            var text = char.ConvertFromUtf32(code);
            Assert.True(NaiveFolding.Fold(text) == Folded(text), $"U+{code:X4} folds to \"{Folded(text)}\", not \"{NaiveFolding.Fold(text)}\".");
        }
    }

    [Fact]
    public void Every_code_point_separates_words_or_is_one_as_the_data_files_say()
    {
        foreach (var code in UnicodeFiles.CodePoints.Where(code => code is not (0 or 1)))
        {
            var text = $"a{char.ConvertFromUtf32(code)}b{char.ConvertFromUtf32(code)}{char.ConvertFromUtf32(code)}";
            Assert.True(NaiveFolding.Words(text).SequenceEqual(Words(text)), $"U+{code:X4}: {string.Join('|', Words(text))}");
        }
    }

    [Fact]
    public void Folding_twice_is_folding_once()
    {
        foreach (var code in UnicodeFiles.CodePoints)
        {
            var folded = Folded(char.ConvertFromUtf32(code));
            Assert.Equal(folded, Folded(folded));
        }
    }

    // The decomposition of an assigned code point never changes, so that any version of ICU agrees that knows it.
    [Fact]
    public void The_decompositions_are_those_of_the_platform()
    {
        Assert.SkipUnless("\u00e9".Normalize(NormalizationForm.FormKD).Length == 2, "Needs globalization data: install ICU (libicu).");
        foreach (var code in UnicodeFiles.CodePoints.Where(code => UnicodeFiles.Instance.CategoryOf(code) is not ("Cn" or "Co" or "Cs")))
        {
            var text = char.ConvertFromUtf32(code);
            Assert.Equal(NaiveFolding.Fold(text.Normalize(NormalizationForm.FormKD)), Folded(text));
        }
    }

    [Fact]
    public void Random_texts_fold_and_divide_as_the_data_files_say()
    {
        const int Seed = 20_261_128;
        var random = new Random(Seed);
        var notable = UnicodeFiles.CodePoints.Where(code => UnicodeFiles.Instance.CombiningClassOf(code) > 0
            || UnicodeFiles.Instance.DecompositionOf(code) is not null || UnicodeFiles.Instance.CaseFoldingOf(code) is not null
            || NaiveFolding.ClassOf(code) is CharacterClass.Joiner).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => char.ConvertFromUtf32(
                random.Next(4) == 0 ? random.Next(0x20, 0x7F) : notable[random.Next(notable.Length)])));
            Assert.Equal(NaiveFolding.Fold(text), Folded(text));
            Assert.Equal(NaiveFolding.Words(text), Words(text));
        }
    }

    private static string Folded(string text) => Encoding.UTF8.GetString(TextFolding.Fold(text));

    private static IEnumerable<string> Words(string text) => WordText.Split(text).Select(Encoding.UTF8.GetString);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder!.FullName, "Wesog.Core.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
