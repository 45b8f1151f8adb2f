using MongoDB.Bson;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Documents;

/// <summary>A document that the store cannot have written is damage, not an internal error.</summary>
public sealed class DamagedDocumentTests
{
    [Theory]
    [InlineData("""{ "_id": { "tenant": "t", "number": 7 }, "state": "lost" }""")]
    [InlineData("""{ "_id": { "tenant": "t", "number": 7 }, "method": 3 }""")]
    [InlineData("""{ "_id": { "tenant": "t", "number": 7 } }""")]
    public void An_operation_that_cannot_be_decoded_is_named(string json)
    {
        var damage = Assert.Throws<StoreDamagedException>(() => OperationCollection.Decode(BsonDocument.Parse(json)));

        Assert.Equal("mongodb", damage.Store);
        Assert.Contains("operation", damage.Location, StringComparison.Ordinal);
        Assert.Contains("7", damage.Location, StringComparison.Ordinal);
        Assert.NotNull(damage.InnerException);
    }

    [Fact]
    public void Any_cut_of_a_payload_is_damage_or_another_payload()
    {
        var whole = WorkDocument.Encode(SampleOperations.Add("a", "b").Payload)[0].CopyBytes();
        var damaged = 0;
        for (var at = 5; at < whole.Length; at++)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 0x55;
            try
            {
                Failures.Decode<IReadOnlyList<RawBsonDocument>, OperationPayload>([new RawBsonDocument(bytes)], WorkDocument.Decode, _ => "payload");
            }
            catch (StoreDamagedException)
            {
                damaged++;
            }
        }

        Assert.True(damaged > whole.Length / 4, $"{damaged} of {whole.Length}");
    }
}
