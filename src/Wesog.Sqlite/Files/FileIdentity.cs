using System.Runtime.InteropServices;
using System.Text;

namespace Wesog.Sqlite.Files;

/// <summary>The identity of a file: equal for all its names, different for a file that replaces it. Known on Linux only.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode)
{
    /// <summary>Whether the system can tell the identity of a file.</summary>
    public static bool IsSupported => Libc.IsSupported;

    /// <summary>Encodes a path for <see cref="Of(ReadOnlySpan{byte})"/>.</summary>
    public static byte[] Encode(string path) => Encoding.UTF8.GetBytes($"{path}\0");

    /// <inheritdoc cref="Of(ReadOnlySpan{byte})"/>
    public static FileIdentity? Of(string path) => Of(Encode(path));

    /// <summary>Returns the number of names of a file, without symbolic links; null on systems that do not tell it.</summary>
    public static uint? CountNames(string path) => IsSupported && Libc.Stat(Encode(path), out _, out _, out var links) == 0 ? links : null;

    /// <summary>Returns the identity of the file that a path names, through links; null if it names none.</summary>
    /// <exception cref="IOException">The path cannot be followed.</exception>
    public static FileIdentity? Of(ReadOnlySpan<byte> encodedPath) => Libc.Stat(encodedPath, out var device, out var inode, out _) switch
    {
        0 => new(device, inode),
        Libc.NoEntry or Libc.NotADirectory or Libc.LinkLoop => null,
        var error => throw new IOException(Marshal.GetPInvokeErrorMessage(error)),
    };
}
