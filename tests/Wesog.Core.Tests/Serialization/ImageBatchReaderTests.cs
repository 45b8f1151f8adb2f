using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

public sealed class ImageBatchReaderTests
{
    [Fact]
    public async Task An_item_becomes_canonical_json_in_the_order_of_the_specification()
    {
        var batch = await Batches.ReadAsync("""
            [ { "keywords" : [ "a" , "b\u002f" ], "nsfw": true, "title":null, "caption":"\u0041\n", "src":"http://a/\u00e9", "\u0069d":"x", "lang":"ru" } ]
            """);

        Assert.Empty(batch.Errors());
        Assert.Equal("""{"id":"x","src":"http://a/é","caption":"A\n","nsfw":true,"keywords":["a","b/"]}""", Assert.Single(batch.Canonical()));
        var item = Assert.Single(batch.Items);
        Assert.Equal((0, ItemMethod.Add, "x", Language.Ru), (item.Position, item.Method, item.ImageId, item.Lang));
        Assert.Equal((OperationMethod.Add, 1), (batch.Method, batch.Total));
    }
}
