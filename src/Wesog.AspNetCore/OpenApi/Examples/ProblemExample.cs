using System.Text.Json.Nodes;

namespace Wesog.AspNetCore.OpenApi.Examples;

/// <summary>A problem as it is answered: its code, status and words, and what it says besides.</summary>
internal sealed record ProblemExample(string Code, int Status, string Title, string Detail, JsonObject? Besides = null)
{
    /// <summary>What the example is called: the code, unless another example has it.</summary>
    public string Name { get; init; } = Code;

    public ApiExample ToExample()
    {
        JsonObject problem = new()
        {
            ["type"] = $"urn:wesog:problem:{Code}",
            ["title"] = Title,
            ["status"] = Status,
            ["detail"] = Detail,
            ["code"] = Code,
        };
        foreach (var (name, value) in Besides ?? [])
        {
            problem[name] = value?.DeepClone();
        }

        return new(Name, Title, problem);
    }
}
