using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.Limits;

/// <summary>A limit of requests, and a request that tests it.</summary>
/// <param name="Subject">The setting, such as <c>MaxErrors</c>, the parameter, such as <c>ImageLimit</c>, or another subject.</param>
/// <param name="How">The kind of request.</param>
/// <param name="Value">The last accepted value.</param>
/// <param name="Refusal">The code of the response to the next value.</param>
/// <param name="TryAsync">Sends a request with a value. Returns the code of the problem; empty if it is accepted.</param>
internal sealed record HttpLimit(string Subject, string How, long Value, string Refusal, Func<ApiHost, long, Task<string>> TryAsync)
{
    /// <summary>Whether it is a lower bound: the next value is one less.</summary>
    public bool IsLeast { get; init; }

    /// <summary>Settings other than the defaults.</summary>
    public Action<WesogOptions>? Options { get; init; }

    /// <summary>Whether operations stay pending.</summary>
    public bool StartsPaused { get; init; }

    public string Name => $"{Subject}: {How}, {(IsLeast ? "least" : "most")} {Value}";

    /// <summary>The code of a response; empty for a success.</summary>
    public static string Of(Reply reply) => reply.Status < 400 ? "" : reply.Code;
}
