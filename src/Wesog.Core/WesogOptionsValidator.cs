using Microsoft.Extensions.Options;

namespace Wesog;

/// <summary>Every fault of the settings at once, each with its name, bound and value.</summary>
internal sealed class WesogOptionsValidator : IValidateOptions<WesogOptions>
{
    public ValidateOptionsResult Validate(string? name, WesogOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <exception cref="OptionsValidationException">A setting is out of its bounds.</exception>
    public static void ThrowIfInvalid(WesogOptions options)
    {
        if (Faults(options).ToList() is { Count: > 0 } faults)
        {
            throw new OptionsValidationException(nameof(WesogOptions), typeof(WesogOptions), faults);
        }
    }

    private static IEnumerable<string> Faults(WesogOptions options)
    {
        var (limits, images) = (options.Limits, options.Images);
        (string Name, long Least, long Most, long Value)[] settings =
        [
            ("Limits.MaxBatchItems", 1, 1_000_000, limits.MaxBatchItems),
            ("Limits.MaxBodyBytes", 1, 1L << 30, limits.MaxBodyBytes),
            ("Limits.MaxQueuedOperations", 1, int.MaxValue, limits.MaxQueuedOperations),
            ("Limits.MaxQueuedBytes", 1, long.MaxValue, limits.MaxQueuedBytes),
            ("Limits.MaxWaitSeconds", 0, 3_600, limits.MaxWaitSeconds),
            ("Limits.MaxErrors", 1, 1_000_000, limits.MaxErrors),
            ("Limits.MaxAttempts", 1, 1_000, limits.MaxAttempts),
            ("Limits.RetentionDays", 0, 36_500, limits.RetentionDays),
            ("Limits.RetainedOperations", 0, int.MaxValue, limits.RetainedOperations),
            ("Limits.GroupOperations", 1, 100_000, limits.GroupOperations),
            ("Limits.GroupItems", 1, 1_000_000, limits.GroupItems),
            ("Limits.GroupBytes", 1, 1L << 30, limits.GroupBytes),
            ("Limits.ConcurrentTenants", 1, 1_024, limits.ConcurrentTenants),
            ("Images.MaxIdLength", 1, 255, images.MaxIdLength),
            ("Images.MaxUrlLength", 1, 65_536, images.MaxUrlLength),
            ("Images.MaxTitleLength", 1, 1_000_000, images.MaxTitleLength),
            ("Images.MaxCaptionLength", 1, 1_000_000, images.MaxCaptionLength),
            ("Images.MaxTextLength", 1, 1_000_000, images.MaxTextLength),
            ("Images.MaxListEntries", 1, 1_000_000, images.MaxListEntries),
            ("Images.MaxEntryLength", 1, 1_000_000, images.MaxEntryLength),
        ];
        return from setting in settings
               where setting.Value < setting.Least || setting.Value > setting.Most
               select string.Create(
                   System.Globalization.CultureInfo.InvariantCulture,
                   $"Wesog.{setting.Name} must be from {setting.Least} to {setting.Most}, but it is {setting.Value}.");
    }
}
