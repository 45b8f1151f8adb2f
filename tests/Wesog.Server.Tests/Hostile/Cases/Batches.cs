using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>Writes good bodies: what clients send on a usual day.</summary>
internal static class Batches
{
    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An image, with an id or, where the path has it, without; where it is a change, its members may be null.</summary>
    public static string Image(SeededRandom dice, string? id, bool isChange)
    {
        var members = new List<string>();
        if (id is not null)
        {
            members.Add($"\"id\":{Quote(id)}");
        }

        if (!isChange || dice.Chance(20))
        {
            members.Add($"\"src\":{Quote(dice.Pick(Words.Urls))}");
        }

        for (var n = dice.Next(4); n > 0; n--)
        {
            var member = dice.Next(5) switch
            {
                0 => $"\"{dice.Pick(Words.Lists)}\":[{string.Join(',', Enumerable.Range(0, dice.Next(5)).Select(_ => Quote(dice.Pick(Words.Ids))))}]",
                1 => $"\"{dice.Pick(Words.Flags)}\":{dice.Pick(["true", "false", "null"])}",
                2 => $"\"date\":{dice.Pick(["\"2024-02-29\"", "\"1999-12-31\"", "null"])}",
                _ => $"\"{dice.Pick(Words.TextMembers)}\":{Quote(dice.Pick(Words.Texts))}",
            };
            if (!members.Exists(known => known.Split(':')[0] == member.Split(':')[0]))
            {
                members.Add(member);
            }
        }

        return $"{{{string.Join(',', members)}}}";
    }

    /// <summary>An id, or an object that has it.</summary>
    public static string Deletion(SeededRandom dice)
    {
        var id = Quote(dice.Pick(Words.Ids));
        return dice.Chance(50) ? id : $"{{\"id\":{id}}}";
    }

    public static string Mixed(SeededRandom dice)
    {
        var method = dice.Pick(["add", "upd", "mod", "del"]);
        var id = dice.Pick(Words.Ids);
        var image = method == "del" ? $"{{\"id\":{Quote(id)}}}" : Image(dice, id, method == "mod");
        return $"{{\"method\":\"{method}\",\"image\":{image}}}";
    }

    public static string Quote(string text) => JsonSerializer.Serialize(text, _readable);
}
