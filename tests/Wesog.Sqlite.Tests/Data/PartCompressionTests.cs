using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Tests.Data;

public sealed class PartCompressionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(1_000_000)]
    public void A_part_of_any_size_is_unpacked_as_it_was_packed(int length)
    {
        var part = new byte[length];
        Assert.Equal(part, PartCompression.Unpack(PartCompression.Pack(part)).ToArray());

        // Data that does not compress is stored unchanged.
        new Random(length).NextBytes(part);
        var packed = PartCompression.Pack(part);
        Assert.Equal(part, PartCompression.Unpack(packed).ToArray());
        Assert.InRange(packed.Length, length + 1, length + 1);
    }

    [Fact]
    public void A_large_part_that_compresses_takes_less()
    {
        Assert.InRange(PartCompression.Pack(new byte[100_000]).Length, 1, 1_000);
    }

    [Fact]
    public void Bytes_that_are_not_packed_are_refused()
    {
        var packed = PartCompression.Pack(new byte[100_000]);
        var shorter = packed[..^1];
        var ofAnotherLength = (byte[])packed.Clone();
        ofAnotherLength[1]--;

        Assert.Throws<InvalidDataException>(() => PartCompression.Unpack(shorter));
        Assert.Throws<InvalidDataException>(() => PartCompression.Unpack(ofAnotherLength));
        Assert.Throws<InvalidDataException>(() => PartCompression.Unpack([9, 1, 2]));
        Assert.Throws<InvalidDataException>(() => PartCompression.Unpack([]));
    }
}
