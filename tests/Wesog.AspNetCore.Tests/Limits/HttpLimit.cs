using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.Limits;

/// <summary>A limit that a client of the API meets, and a request that tries it.</summary>
/// <param name="Subject">The setting, as in <c>MaxErrors</c>, or the parameter, as in <c>ImageLimit</c>; else what it limits.</param>
/// <param name="How">Where it is met.</param>
/// <param name="Value">The last value that is taken.</param>
/// <param name="Refusal">What one beyond comes to.</param>
/// <param name="TryAsync">Tries that many: empty where they are taken, else what they come to.</param>
internal sealed record HttpLimit(string Subject, string How, long Value, string Refusal, Func<ApiHost, long, Task<string>> TryAsync)
{
    /// <summary>Whether it is a lower bound, so that one beyond is one less.</summary>
    public bool IsLeast { get; init; }

    /// <summary>Settings other than the defaults.</summary>
    public Action<WesogOptions>? Options { get; init; }

    /// <summary>Whether operations stay in the queue.</summary>
    public bool IsGated { get; init; }

    public string Name => $"{Subject}: {How}, {(IsLeast ? "least" : "most")} {Value}";

    /// <summary>What a reply says: its code, empty for a success.</summary>
    public static string Of(Reply reply) => reply.Status < 400 ? "" : reply.Code;
}
