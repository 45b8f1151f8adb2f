using Wesog.Operations;

namespace Wesog.Core.Tests.Limits;

/// <summary>What an attempt came to, in a word.</summary>
internal static class Refusal
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

    /// <summary>What several ways came to, which has to be one and the same.</summary>
    public static async Task<string> OfAllAsync(params IEnumerable<Func<Task<string>>> ways)
    {
        var seen = new HashSet<string>();
        foreach (var way in ways)
        {
            seen.Add(await way());
        }

        return string.Join(" or ", seen);
    }
}
