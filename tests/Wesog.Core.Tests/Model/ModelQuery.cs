using Wesog.Images;

namespace Wesog.Core.Tests.Model;

/// <summary>What an edit by query selects: a formula, and the same condition in C#.</summary>
internal sealed record ModelQuery(string Formula, Func<Image, bool> Selects, int? ExpectedCount = null)
{
    public static IReadOnlyList<ModelQuery> Conditions { get; } =
    [
        new("has:id", _ => true),
        new("title=one", image => image.Title == "one"),
        new("has:keywords", image => image.Keywords is not null),
        new("keywords=x && nsfw=true", image => image.Keywords?.Contains("x") == true && image.Nsfw == true),
        new("!has:title", image => image.Title is null),
    ];

    public override string ToString() => $"{Formula} ({ExpectedCount?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"})";
}
