using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>Creates valid bodies.</summary>
internal static class Batches
{
    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An image, with or without an id. The members of a change may be null.</summary>
    public static string Image(SeededRandom dice, string? id, bool isChange)
    {
        var members = new List<string>();
        if (id is not null)
        {
            members.Add($"\"id\":{Quote(id)}");
        }

        if (!isChange || dice.Chance(20))
        {
            members.Add($"\"src\":{Quote(dice.Pick(SampleValues.Urls))}");
        }

        for (var n = dice.Next(4); n > 0; n--)
        {
            var member = dice.Next(5) switch
            {
                0 => $"\"{dice.Pick(SampleValues.Lists)}\":[{string.Join(',', Enumerable.Range(0, dice.Next(5)).Select(_ => Quote(dice.Pick(SampleValues.Ids))))}]",
                1 => $"\"{dice.Pick(SampleValues.Flags)}\":{dice.Pick(["true", "false", "null"])}",
                2 => $"\"date\":{dice.Pick(["\"2024-02-29\"", "\"1999-12-31\"", "null"])}",
                _ => $"\"{dice.Pick(SampleValues.TextMembers)}\":{Quote(dice.Pick(SampleValues.Texts))}",
            };
            if (!members.Exists(known => known.Split(':')[0] == member.Split(':')[0]))
            {
                members.Add(member);
            }
        }

        return $"{{{string.Join(',', members)}}}";
    }

    /// <summary>An id, or an object with an id.</summary>
    public static string Deletion(SeededRandom dice)
    {
        var id = Quote(dice.Pick(SampleValues.Ids));
        return dice.Chance(50) ? id : $"{{\"id\":{id}}}";
    }

    public static string Mixed(SeededRandom dice)
    {
        var method = dice.Pick(["add", "upd", "mod", "del"]);
        var id = dice.Pick(SampleValues.Ids);
        var image = method == "del" ? $"{{\"id\":{Quote(id)}}}" : Image(dice, id, method == "mod");
        return $"{{\"method\":\"{method}\",\"image\":{image}}}";
    }

    public static string Quote(string text) => JsonSerializer.Serialize(text, _readable);
}
