using System.Globalization;
using Microsoft.Extensions.Options;
using Wesog.Query;
using Wesog.Texts;

namespace Wesog;

/// <summary>Validates the settings. Reports all errors at once, each with name, limits and value.</summary>
internal sealed class WesogOptionsValidator : IValidateOptions<WesogOptions>
{
    public ValidateOptionsResult Validate(string? name, WesogOptions options)
    {
        var faults = Faults(options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <exception cref="OptionsValidationException">A setting is out of range.</exception>
    public static void ThrowIfInvalid(WesogOptions options)
    {
        if (Faults(options) is { Count: > 0 } faults)
        {
            throw new OptionsValidationException(nameof(WesogOptions), typeof(WesogOptions), faults);
        }
    }

    private static List<string> Faults(WesogOptions options)
    {
        var (limits, images, faults) = (options.Limits, options.Images, new List<string>());
        Bound("Limits:MaxBatchItems", 1, 1_000_000, limits.MaxBatchItems);
        Bound("Limits:MaxBodyBytes", 1, 1L << 30, limits.MaxBodyBytes);
        Bound("Limits:MaxQueuedOperations", 1, int.MaxValue, limits.MaxQueuedOperations);
        Bound("Limits:MaxQueuedBytes", 1, long.MaxValue, limits.MaxQueuedBytes);
        Bound("Limits:MaxConcurrentReads", 1, 1_000_000, limits.MaxConcurrentReads);
        Bound("Limits:MaxQuerySeconds", 1, 3_600, limits.MaxQueryTime.TotalSeconds);
        Bound("Limits:MaxExportSeconds", 1, 86_400, limits.MaxExportTime.TotalSeconds);
        Bound("Limits:MaxErrors", 1, 1_000_000, limits.MaxErrors);
        Bound("Limits:MaxAttempts", 1, 1_000, limits.MaxAttempts);
        Bound("Limits:RetentionDays", 0, 36_500, limits.Retention.TotalDays);
        Bound("Limits:RetainedOperations", 0, int.MaxValue, limits.RetainedOperations);
        Bound("Limits:GroupOperations", 1, 100_000, limits.GroupOperations);
        Bound("Limits:GroupItems", 1, 1_000_000, limits.GroupItems);
        Bound("Limits:GroupBytes", 1, 1L << 30, limits.GroupBytes);
        Bound("Limits:ConcurrentTenants", 1, 1_024, limits.ConcurrentTenants);
        Bound("Images:MaxIdLength", 1, 255, images.MaxIdLength);
        Bound("Images:MaxUrlLength", 1, 65_536, images.MaxUrlLength);
        Bound("Images:MaxTitleLength", 1, 1_000_000, images.MaxTitleLength);
        Bound("Images:MaxCaptionLength", 1, 1_000_000, images.MaxCaptionLength);
        Bound("Images:MaxTextLength", 1, 1_000_000, images.MaxTextLength);
        Bound("Images:MaxListEntries", 1, 1_000_000, images.MaxListEntries);
        Bound("Images:MaxEntryLength", 1, 1_000_000, images.MaxEntryLength);
        faults.AddRange(options.Query.IndexedMembers.Where(name => !QueryOptions.CanIndex(name)).Select(name =>
            $"Wesog:Query:IndexedMembers has \"{SafeDisplayText.Of(name)}\", which cannot be indexed. Name texts, lists, booleans, date or lang, such as author."));
        return faults;

        void Bound<T>(string name, T least, T most, T value)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"Wesog:{name} must be from {least} to {most}, but it is {value}."));
            }
        }
    }
}
