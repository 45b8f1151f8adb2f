using System.Text;
using System.Text.Json;

namespace Wesog.Core.Tests.Serialization;

internal static class JsonOutput
{
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
