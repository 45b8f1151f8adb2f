using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wesog.Validation;

/// <summary>Validates the host of a URL: an IPv6 address in brackets, an IPv4 address, or a name, also an international one.</summary>
internal static class HostRule
{
    // The limits of RFC 1035.
    private const int MaxNameLength = 253;
    private const int MaxLabelLength = 63;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly SearchValues<char> Ipv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    public static bool IsValid(ReadOnlySpan<char> host) =>
        host is ['[', .. var address, ']'] ? IsIpv6(address) : IsName(host);

    // The character set excludes zones and ports, which the parser accepts in addition to RFC 3986.
    private static bool IsIpv6(ReadOnlySpan<char> address) =>
        !address.ContainsAnyExcept(Ipv6Characters)
        && IPAddress.TryParse(address, out var parsed)
        && parsed.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool IsName(ReadOnlySpan<char> name)
    {
        // A dot at the end is the DNS root.
        name = name is [.., '.'] ? name[..^1] : name;
        if (name.Length > MaxNameLength)
        {
            return false;
        }

        foreach (var range in name.Split('.'))
        {
            if (!IsLabel(name[range]))
            {
                return false;
            }
        }

        return !char.IsAsciiDigit(name[^1]) || IsIpv4OrName(name);
    }

    // Four numbers must be an IPv4 address.
    private static bool IsIpv4OrName(ReadOnlySpan<char> name)
    {
        var (labels, numbers, bytes) = (0, 0, 0);
        foreach (var range in name.Split('.'))
        {
            var label = name[range];
            labels++;
            numbers += label.ContainsAnyExceptInRange('0', '9') ? 0 : 1;
            bytes += byte.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? 1 : 0;
        }

        return !(labels == 4 && numbers == 4) || bytes == 4;
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > MaxLabelLength || label[0] == '-')
        {
            return false;
        }

        return !label.ContainsAnyExcept(NameCharacters) || IsInternational(label);
    }

    private static bool IsInternational(ReadOnlySpan<char> label)
    {
        foreach (var rune in label.EnumerateRunes())
        {
            if (!(rune.IsAscii ? NameCharacters.Contains((char)rune.Value) : IsInternational(rune)))
            {
                return false;
            }
        }

        return true;
    }

    // No punctuation: it includes characters that look like "/" or "@".
    private static bool IsInternational(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherSymbol;
}
