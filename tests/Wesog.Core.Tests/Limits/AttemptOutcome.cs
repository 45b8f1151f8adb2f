using Wesog.Operations;
using Wesog.Query;

namespace Wesog.Core.Tests.Limits;

/// <summary>The outcome of an attempt as one word, empty if it succeeds.</summary>
internal static class AttemptOutcome
{
    public static async Task<string> OfAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return "";
        }
        catch (BatchTooLargeException)
        {
            return "too_large";
        }
        catch (QueueFullException)
        {
            return "queue_full";
        }
        catch (TooManyReadsException)
        {
            return "too_many_reads";
        }
        catch (QueryTimeoutException)
        {
            return "query_timeout";
        }
        catch (MalformedJsonException)
        {
            return "malformed_json";
        }
        catch (InvalidIdempotencyKeyException)
        {
            return "invalid_key";
        }
        catch (ArgumentException)
        {
            return "argument";
        }
    }

    /// <summary>The common outcome of several attempts. Different outcomes are joined with "or".</summary>
    public static async Task<string> OfAllAsync(params IEnumerable<Func<Task<string>>> attempts)
    {
        var outcomes = new HashSet<string>();
        foreach (var attempt in attempts)
        {
            outcomes.Add(await attempt());
        }

        return string.Join(" or ", outcomes);
    }
}
