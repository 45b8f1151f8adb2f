using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

/// <summary>Compares values by content where their types do not define such equality.</summary>
internal static class Same
{
    public static void Image(StoredImage expected, StoredImage? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(
            (expected.Id, expected.Lang, expected.Revision, expected.CreatedAt, expected.UpdatedAt),
            (actual.Id, actual.Lang, actual.Revision, actual.CreatedAt, actual.UpdatedAt));
        Assert.Equal(expected.Json.ToArray(), actual.Json.ToArray());
    }

    public static void Operation(Operation expected, Operation? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Errors, actual.Errors);
        Assert.Equal(expected.SkippedItems, actual.SkippedItems);
        Assert.Equal(expected.ErrorCounts, actual.ErrorCounts);
        Assert.Equal(WithoutLists(expected), WithoutLists(actual));
    }

    public static void Payload(OperationPayload expected, OperationPayload actual)
    {
        Assert.Equal(expected.TextLanguage, actual.TextLanguage);
        Assert.Equal((expected.ItemErrors.Count, expected.ItemErrors.Truncated), (actual.ItemErrors.Count, actual.ItemErrors.Truncated));
        Assert.Equal(expected.ItemErrors.Errors, actual.ItemErrors.Errors);
        Assert.Equal(expected.ItemErrors.ErrorCounts, actual.ItemErrors.ErrorCounts);
        Assert.Equal(expected.Edit is { } edit ? edit with { Json = default } : null, actual.Edit is { } other ? other with { Json = default } : null);
        Assert.Equal(expected.Edit?.Json.ToArray(), actual.Edit?.Json.ToArray());
        Assert.Equal(expected.Items.Count, actual.Items.Count);
        foreach (var (left, right) in expected.Items.Zip(actual.Items))
        {
            Assert.Equal(left.Json.ToArray(), right.Json.ToArray());
            Assert.Equal(left with { Json = default }, right with { Json = default });
        }
    }

    private static Operation WithoutLists(Operation operation) => operation with { Errors = [], SkippedItems = [], ErrorCounts = [] };
}
