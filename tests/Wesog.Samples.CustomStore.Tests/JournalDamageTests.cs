using System.Buffers.Binary;
using System.Numerics;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.Samples.CustomStore.Tests;

/// <summary>Damage to the journal, from a crash, a disk or a person, is truncated or refused, and never read as data.</summary>
public sealed class JournalDamageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new(inMemory: true);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_journal_that_is_cut_at_any_byte_opens_with_a_prefix_of_its_changes()
    {
        var (journal, states) = await WriteAsync();
        for (var length = 0; length <= journal.Length; length++)
        {
            await File.WriteAllBytesAsync(_directory.Journal, journal[..length]);
            if (length < states[0].End)
            {
                await AssertRefusedAsync("is damaged in its first record");
                continue;
            }

            await using var open = await OpenStore.OpenAsync(_directory.Path);
            Assert.Equal(states.Last(state => state.End <= length).Content, await open.DescribeAsync());
        }
    }

    [Fact]
    public async Task A_wrong_byte_before_the_last_change_is_refused_and_one_in_it_removes_it()
    {
        var (journal, states) = await WriteAsync();
        for (var position = 0; position < journal.Length; position++)
        {
            var damaged = journal.ToArray();
            damaged[position] ^= 0x10;
            await File.WriteAllBytesAsync(_directory.Journal, damaged);
            if (position < states[^2].End)
            {
                await AssertRefusedAsync("is damaged");
                Assert.Equal(damaged, await File.ReadAllBytesAsync(_directory.Journal));
                continue;
            }

            await using var open = await OpenStore.OpenAsync(_directory.Path);
            Assert.Equal(states[^2].Content, await open.DescribeAsync());
        }
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 255, 255, 255, 127, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    public async Task Bytes_after_the_last_change_are_cut_off_and_the_store_continues(byte[] remains)
    {
        var (journal, states) = await WriteAsync();
        await File.WriteAllBytesAsync(_directory.Journal, [.. journal, .. remains]);

        await using (var open = await OpenStore.OpenAsync(_directory.Path))
        {
            Assert.Equal(states[^1].Content, await open.DescribeAsync());
            await open.AcceptAsync(SampleOperations.Add("next"));
        }

        await using var again = await OpenStore.OpenAsync(_directory.Path);
        Assert.Equal(6, (await again.AcceptAsync(SampleOperations.Add("last"))).Id);
    }

    [Fact]
    public async Task A_journal_of_a_newer_version_is_refused_and_stays_as_it_is()
    {
        var newer = Record("{\"Version\":2,\"Openings\":1}"u8);
        await File.WriteAllBytesAsync(_directory.Journal, newer);

        await AssertRefusedAsync("has version 2; this program reads version 1");

        Assert.Equal(newer, await File.ReadAllBytesAsync(_directory.Journal));
    }

    [Fact]
    public async Task A_change_with_a_member_that_this_program_does_not_know_is_refused()
    {
        await File.WriteAllBytesAsync(
            _directory.Journal, [.. Record("{\"Version\":1,\"Openings\":1}"u8), .. Record("{\"Tenant\":\"t\",\"Renamed\":1}"u8)]);

        await AssertRefusedAsync("Renamed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("notes about images")]
    public async Task A_file_that_is_no_journal_is_refused_and_stays_as_it_is(string text)
    {
        await File.WriteAllTextAsync(_directory.Journal, text);

        await AssertRefusedAsync("is not a journal of this store");

        Assert.Equal(text, await File.ReadAllTextAsync(_directory.Journal));
    }

    private static byte[] Record(ReadOnlySpan<byte> content)
    {
        var record = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), Checksum(record.AsSpan(0, 4)));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum(content));
        content.CopyTo(record.AsSpan(12));
        return record;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var next in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, next);
        }

        return checksum;
    }

    // Writes a journal. Returns its bytes and the readable content after each record.
    private async Task<(byte[] Journal, List<(long End, string Content)> States)> WriteAsync()
    {
        var states = new List<(long, string)>();
        await using (var open = await OpenStore.OpenAsync(_directory.Path))
        {
            await AddStateAsync();
            var accepted = await open.AcceptAsync(SampleOperations.Add("a").WithKey("k"));
            await AddStateAsync();
            await open.AcceptAsync(SampleOperations.Add("b").Urgent());
            await AddStateAsync();
            await open.Store.CancelAsync(OpenStore.Tenant, accepted.Id, OpenStore.Now, default);
            await AddStateAsync();
            var workItem = await open.ClaimAsync();
            await open.CommitAsync(workItem!, SamplePlans.Puts(SampleImages.Image("b", "\u0444")));
            await open.Store.ReleaseAsync(workItem!.Lease, failedOperation: null, default);
            await AddStateAsync();
            await open.RunAsync(SampleOperations.Delete("b"), [.. SamplePlans.Deletes("b"), .. SamplePlans.Puts(SampleImages.Image("c"))]);
            await AddStateAsync();
            await open.Store.RemoveExpiredAsync(new(DateTimeOffset.MaxValue, KeepPerTenant: 1, MaxCount: 2), default);
            await AddStateAsync();
            await open.AcceptAsync(SampleOperations.Add("d"));
            await AddStateAsync();

            async Task AddStateAsync() => states.Add((new FileInfo(_directory.Journal).Length, await open.DescribeAsync()));
        }

        return (await File.ReadAllBytesAsync(_directory.Journal), states);
    }

    private async Task AssertRefusedAsync(string reason)
    {
        await using var store = new FileImageStore(_directory.Path, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<StoreInitializationException>(async () => await store.OpenAsync(default));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains(_directory.Path, refused.Message, StringComparison.Ordinal);
    }
}
