using System.Globalization;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.Limits;

/// <summary>The bounds of numeric parameters, by the name of the parameter.</summary>
internal static class ParameterLimits
{
    private const long MaxNumber = (1L << 53) - 1;

    public static IEnumerable<HttpLimit> All =>
    [
        .. Of("Page", "/imgs?page=", 1, MaxNumber),
        .. Of("ImageLimit", "/imgs?limit=", 1, 10_000),
        .. Of("FacetLimit", "/imgs?facet_limit=", 1, 1_000),
        .. Of("ExportLimit", "/imgs?limit=", 1, MaxNumber, ("Accept", "application/x-ndjson")),
        .. Of("OperationLimit", "/ops?limit=", 1, 1_000),
        .. Of("Before", "/ops?before=", 1, MaxNumber),
        .. EditsOf("Expect", 0, 1_000_000),
        .. Of("WaitSeconds", "/ops/1?wait=", 0, 60),
    ];

    // The edit fails because of the number of matches, which shows that the parameter is accepted.
    private static IEnumerable<HttpLimit> EditsOf(string parameter, long least, long most)
    {
        yield return new(parameter, "an edit by query", least, "invalid_parameter", DeleteAsync) { IsLeast = true, Options = AllowLargestBatch };
        yield return new(parameter, "an edit by query", most, "invalid_parameter", DeleteAsync) { Options = AllowLargestBatch };

        static void AllowLargestBatch(WesogOptions options) => options.Limits.MaxBatchItems = 1_000_000;

        static async Task<string> DeleteAsync(ApiHost host, long value)
        {
            var code = HttpLimit.Of(await host.Alpha.SendAsync(
                "DELETE", $"/imgs?q=has%3Aid&validate_only=true&expect={value.ToString(CultureInfo.InvariantCulture)}"));
            return code == "operation_failed" ? "" : code;
        }
    }

    private static IEnumerable<HttpLimit> Of(string parameter, string target, long least, long most, params (string Name, string Value)[] headers)
    {
        yield return new(parameter, target, least, "invalid_parameter", AskAsync) { IsLeast = true };
        yield return new(parameter, target, most, "invalid_parameter", AskAsync);

        // A finished operation ends the wait at once.
        async Task<string> AskAsync(ApiHost host, long value)
        {
            await host.Alpha.SendAsync("DELETE", "/imgs/a?wait=true");
            return HttpLimit.Of(await host.Alpha.GetAsync(target + value.ToString(CultureInfo.InvariantCulture), headers));
        }
    }
}
