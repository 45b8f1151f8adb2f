using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Core.Tests.Limits;

/// <summary>Tests every limit at its value and one above it, with the default and with another value.</summary>
public sealed class LimitTests
{
    private static readonly Dictionary<string, LimitRow> _rows = new IEnumerable<LimitRow>[]
        { MemberLimits.Rows, BatchLimits.Rows, QueueLimitRows.Rows, ReadLimits.Rows, QueryTimeLimits.Rows, TimeLimits.Rows, UrlLimits.Rows }.SelectMany(rows => rows).ToDictionary(row => row.Name);

    public static TheoryData<string> WithValue => [.. from row in _rows.Values where row.Value is not null select row.Name];

    public static TheoryData<string> WithSetting => [.. from row in _rows.Values where row.Setting is not null select row.Name];

    [Theory]
    [MemberData(nameof(WithValue))]
    public async Task The_limit_is_accepted_and_one_more_is_not(string name)
    {
        var row = _rows[name];
        Assert.Equal("", await row.TryAsync(new(), row.Value!.Value));
        Assert.Equal(row.OutcomeBeyond, await row.TryAsync(new(), row.Value.Value + 1));
    }

    [Theory]
    [MemberData(nameof(WithSetting))]
    public async Task A_configured_limit_applies(string name)
    {
        var row = _rows[name];
        var options = row.With(row.Small!.Value);
        Assert.Equal("", await row.TryAsync(options, row.Small.Value));
        Assert.Equal(row.OutcomeBeyond, await row.TryAsync(options, row.Small.Value + 1));
    }

    [Fact]
    public void Every_setting_that_is_a_number_has_a_row() => Assert.Empty(
        Settings.All.Select(setting => setting.Name).Except(_rows.Values.Select(row => row.Setting)));

    [Fact]
    public void Every_member_that_has_a_length_has_a_row() => Assert.Equal(
        from member in ImageMember.All
        where member.Kind is MemberKind.Id or MemberKind.Url or MemberKind.Text or MemberKind.List
        select member.Name,
        MemberLimits.SettingOf.Keys);

    [Fact]
    public void Every_row_of_a_setting_has_its_default() => Assert.All(
        _rows.Values.Where(row => row is { Setting: not null, Value: not null }),
        row => Assert.Equal(Settings.All.Single(setting => setting.Name == row.Setting).Value(new()), row.Value));
}
