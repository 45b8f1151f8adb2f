using Microsoft.Extensions.Options;

namespace Wesog.Core.Tests.Limits;

/// <summary>The smallest and largest value of each setting are valid, and values beyond them are not.</summary>
public sealed class SettingBoundTests
{
    private static readonly Dictionary<string, (long Min, long Max)> _bounds = new()
    {
        ["Limits.MaxBatchItems"] = (1, 1_000_000),
        ["Limits.MaxBodyBytes"] = (1, 1L << 30),
        ["Limits.MaxQueuedOperations"] = (1, int.MaxValue),
        ["Limits.MaxQueuedBytes"] = (1, long.MaxValue),
        ["Limits.MaxConcurrentReads"] = (1, 1_000_000),
        ["Limits.MaxQuerySeconds"] = (1, 3_600),
        ["Limits.MaxExportSeconds"] = (1, 86_400),
        ["Limits.MaxErrors"] = (1, 1_000_000),
        ["Limits.MaxAttempts"] = (1, 1_000),
        ["Limits.RetentionDays"] = (0, 36_500),
        ["Limits.RetainedOperations"] = (0, int.MaxValue),
        ["Limits.GroupOperations"] = (1, 100_000),
        ["Limits.GroupItems"] = (1, 1_000_000),
        ["Limits.GroupBytes"] = (1, 1L << 30),
        ["Limits.ConcurrentTenants"] = (1, 1_024),
        ["Images.MaxIdLength"] = (1, 255),
        ["Images.MaxUrlLength"] = (1, 65_536),
        ["Images.MaxTitleLength"] = (1, 1_000_000),
        ["Images.MaxCaptionLength"] = (1, 1_000_000),
        ["Images.MaxTextLength"] = (1, 1_000_000),
        ["Images.MaxListEntries"] = (1, 1_000_000),
        ["Images.MaxEntryLength"] = (1, 1_000_000),
    };

    [Fact]
    public void Every_setting_that_is_a_number_has_bounds() => Assert.Equal(Settings.All.Select(setting => setting.Name).Order(), _bounds.Keys.Order());

    [Fact]
    public void The_bounds_of_a_setting_are_accepted_and_one_beyond_is_not() => Assert.All(Settings.All, setting =>
    {
        var (min, max) = _bounds[setting.Name];
        Assert.Empty(ErrorsWith(min));
        Assert.Empty(ErrorsWith(max));
        Assert.Contains($"Wesog:{setting.Name.Replace('.', ':')} must be from {min} to {max}, but it is {min - 1}.", ErrorsWith(min - 1));
        if (max is not int.MaxValue and not long.MaxValue)
        {
            Assert.Contains($"Wesog:{setting.Name.Replace('.', ':')} must be from {min} to {max}, but it is {max + 1}.", ErrorsWith(max + 1));
        }

        IEnumerable<string> ErrorsWith(long value)
        {
            var options = new WesogOptions();
            setting.Set(options, value);
            return new WesogOptionsValidator().Validate(Options.DefaultName, options).Failures ?? [];
        }
    });
}
