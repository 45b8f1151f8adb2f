using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>Creates valid bodies.</summary>
internal static class Batches
{
    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An image, with or without an id. The members of a change may be null.</summary>
    public static string Image(SeededRandom random, string? id, bool isChange)
    {
        var members = new List<string>();
        if (id is not null)
        {
            members.Add($"\"id\":{Quote(id)}");
        }

        if (!isChange || random.Chance(20))
        {
            members.Add($"\"src\":{Quote(random.Pick(SampleValues.Urls))}");
        }

        for (var n = random.Next(4); n > 0; n--)
        {
            var member = random.Next(5) switch
            {
                0 when isChange && random.Chance(40) => $"\"{random.Pick(SampleValues.Lists)}\":{random.Pick(["{\"add\":[\"boat\"]}", "{\"remove\":[\"boat\",\"sea\"],\"add\":[]}"])}",
                0 => $"\"{random.Pick(SampleValues.Lists)}\":[{string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => Quote(random.Pick(SampleValues.Ids))))}]",
                1 => $"\"{random.Pick(SampleValues.Flags)}\":{random.Pick(["true", "false", "null"])}",
                2 => $"\"date\":{random.Pick(["\"2024-02-29\"", "\"1999-12-31\"", "null"])}",
                _ => $"\"{random.Pick(SampleValues.TextMembers)}\":{Quote(random.Pick(SampleValues.Texts))}",
            };
            if (!members.Exists(known => known.Split(':')[0] == member.Split(':')[0]))
            {
                members.Add(member);
            }
        }

        return $"{{{string.Join(',', members)}}}";
    }

    /// <summary>An id, or an object with an id.</summary>
    public static string Deletion(SeededRandom random)
    {
        var id = Quote(random.Pick(SampleValues.Ids));
        return random.Chance(50) ? id : $"{{\"id\":{id}{Revision(random)}}}";
    }

    public static string Mixed(SeededRandom random)
    {
        var method = random.Pick(["add", "upd", "mod", "del"]);
        var id = random.Pick(SampleValues.Ids);
        var image = method == "del" ? $"{{\"id\":{Quote(id)}}}" : Image(random, id, method == "mod");
        return $"{{\"method\":\"{method}\"{(method == "add" ? "" : Revision(random))},\"image\":{image}}}";
    }

    private static string Revision(SeededRandom random) => random.Chance(20) ? $",\"if_revision\":{random.Pick(["1", "2", "null", "9007199254740993"])}" : "";

    public static string Quote(string text) => JsonSerializer.Serialize(text, _readable);
}
