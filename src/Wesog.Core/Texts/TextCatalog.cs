using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Wesog.Images;

namespace Wesog.Texts;

/// <summary>
/// Texts in the five languages, read from an assembly's embedded resources <c>Wesog.Texts.en.json</c> …
/// <c>Wesog.Texts.ru.json</c>: an object from key to text. <c>{name}</c> is the placeholder of a value.
/// </summary>
/// <remarks>
/// resx depends on the cultures of the host, and a host in globalization-invariant mode has none.
/// </remarks>
public sealed class TextCatalog
{
    private readonly FrozenDictionary<string, string>[] _texts;

    private TextCatalog(FrozenDictionary<string, string>[] texts) => _texts = texts;

    /// <summary>The keys, the same in every language.</summary>
    public IEnumerable<string> Keys => _texts[0].Keys;

    /// <summary>Reads the texts of an assembly.</summary>
    /// <exception cref="InvalidOperationException">A file is missing.</exception>
    public static TextCatalog Load(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return new([.. LanguageCodes.All.Select(code => Read(assembly, code))]);
    }

    /// <summary>Returns the text of a key with its placeholders replaced.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public string Format(Language language, string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = _texts[(int)language][key];
        return values.IsEmpty ? text : Fill(text, values);
    }

    // One pass over the text: a brace in a value is not a placeholder.
    private static string Fill(string text, ReadOnlySpan<(string Name, string Value)> values)
    {
        var filled = new System.Text.StringBuilder(text.Length + 32);
        var rest = text.AsSpan();
        while (rest.IndexOf('{') is var open and >= 0)
        {
            var close = open + rest[open..].IndexOf('}');
            filled.Append(rest[..open]).Append(ValueOf(rest[(open + 1)..close], values));
            rest = rest[(close + 1)..];
        }

        return filled.Append(rest).ToString();
    }

    private static string ValueOf(ReadOnlySpan<char> name, ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach (var value in values)
        {
            if (name.SequenceEqual(value.Name))
            {
                return value.Value;
            }
        }

        throw new ArgumentException($"No value is given for the placeholder {{{name}}}.", nameof(values));
    }

    private static FrozenDictionary<string, string> Read(Assembly assembly, string code)
    {
        using var file = assembly.GetManifestResourceStream($"Wesog.Texts.{code}.json")
            ?? throw new InvalidOperationException($"The assembly {assembly.GetName().Name} has no texts in \"{code}\".");
        using var texts = JsonDocument.Parse(file);
        return texts.RootElement.EnumerateObject().ToFrozenDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
    }
}
