// snippet: namespaces
using Wesog.Images; // StoredImage
using Wesog.Query;  // ImageFilter
// end snippet

// Outside Wesog, so that the names resolve as in a user's project.
namespace ReaderApp;

/// <summary>The code of <c>docs/formulas.md</c>, compiled and run.</summary>
public sealed class FormulaSnippets
{
    [Fact]
    public void A_formula_is_used_as_the_document_says()
    {
        Assert.False(IsSelected(Wesog.StoreHistories.Queries.QuerySamples.Boats));
        Assert.Equal("author=J. M. W. Turner && !keywords:draft,test", Build());
    }

    private static bool IsSelected(StoredImage image)
    {
        // snippet: parse
        ImageFilter filter = ImageFilter.Parse("author=\"J. M. W. Turner\" && date<1850");
        bool isSelected = filter.Matches(image);
        // end snippet
        return isSelected;
    }

    private static string Build()
    {
        // snippet: build
        ImageFilter filter = ImageFilter.Author.Equals("J. M. W. Turner") & !ImageFilter.Keywords.Any("draft", "test");
        string formula = filter.ToString();
        // end snippet
        return formula;
    }
}
