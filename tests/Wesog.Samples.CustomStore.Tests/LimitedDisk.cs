namespace Wesog.Samples.CustomStore.Tests;

/// <summary>A disk that fails like a full disk beyond a limit, or that fails to flush.</summary>
internal sealed class LimitedDisk
{
    private const int NoSpace = 28;
    private const int IoError = 5;

    /// <summary>The largest length of a file, in bytes.</summary>
    public long MaxBytes { get; set; } = long.MaxValue;

    public bool FailsToFlush { get; set; }

    public FileStream Open(string path, FileMode mode) => new LimitedFile(this, path, mode);

    private sealed class LimitedFile(LimitedDisk disk, string path, FileMode mode)
        : FileStream(path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var allowed = (int)Math.Clamp(disk.MaxBytes - Position, 0, buffer.Length);
            Write(buffer[..allowed].ToArray(), 0, allowed);
            if (allowed < buffer.Length)
            {
                throw new IOException("No space left on device", NoSpace);
            }
        }

        public override void Flush(bool flushToDisk)
        {
            if (disk.FailsToFlush)
            {
                throw new IOException("Input/output error", IoError);
            }

            base.Flush(flushToDisk);
        }
    }
}
