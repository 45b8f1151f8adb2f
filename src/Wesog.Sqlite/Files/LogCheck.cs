using System.Buffers.Binary;
using Wesog.Storage;

namespace Wesog.Sqlite.Files;

/// <summary>
/// Reads the write-ahead log that a crash has left. SQLite recovers it up to the first frame whose checksum is wrong, and silently drops the rest. That is
/// right for the last transaction, which may be incomplete. If a later transaction follows, the disk has lost what it had confirmed.
/// </summary>
/// <remarks>A commit is on the disk before the next transaction writes, so a frame that follows a commit proves that all before it were synced.</remarks>
internal static class LogCheck
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;
    private const int SmallestPage = 512;
    private const int LargestPage = 65_536;
    private const uint Magic = 0x377F0682;

    /// <summary>Returns the number of frames that SQLite will recover; 0 if there is no log.</summary>
    /// <exception cref="StoreInitializationException">Committed transactions are lost.</exception>
    public static long CountFrames(string path)
    {
        using var log = new LogReader($"{path}-wal");
        if (!log.ReadHeader())
        {
            return log.HasFrames ? throw Lost(path, "the header of its log is damaged, and frames follow.") : 0;
        }

        var (frame, committed) = (0L, 0L);
        while (log.ReadFrame() is var found && found != Frame.None)
        {
            frame++;
            if (found is Frame.Wrong)
            {
                RequireNoneAfter(log, path, frame);
                break;
            }

            committed = found is Frame.Commit ? frame : committed;
        }

        return committed;
    }

    // Behind a wrong frame, a frame is right if its checksum continues that of the frame before it, which may be damaged itself.
    private static void RequireNoneAfter(LogReader log, string path, long wrong)
    {
        var follows = log.IsCommit;
        log.Continue();
        for (var frame = wrong + 1; log.ReadFrame() is var found && found != Frame.None; frame++)
        {
            if (follows && found is not Frame.Wrong)
            {
                throw Lost(path, $"frame {wrong} of its log is damaged, and frame {frame} belongs to a later transaction.");
            }

            follows = log.IsCommit;
            log.Continue();
        }
    }

    private static StoreInitializationException Lost(string path, string evidence) => new(
        SqliteImageStore.StoreName,
        $"\"{path}\" has lost acknowledged operations: {evidence} The disk did not keep what it had confirmed. Restore a backup. To continue without "
        + $"the lost operations, run sqlite3 \"{path}\" \"PRAGMA wal_checkpoint(TRUNCATE)\" and start the engine again.");

    private enum Frame
    {
        None,
        Wrong,
        Page,
        Commit,
    }

    private sealed class LogReader(string path) : IDisposable
    {
        private readonly FileStream? _file = File.Exists(path)
            ? new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16)
            : null;

        private byte[] _frame = [];
        private byte[] _salt = [];
        private bool _isBigEndian;
        private uint _first;
        private uint _second;
        private (uint First, uint Second)? _other;

        /// <summary>Whether the log is longer than a header, which is synced before the first frame is written.</summary>
        public bool HasFrames => _file?.Length >= HeaderSize + FrameHeaderSize + SmallestPage;

        /// <summary>Whether the last frame says that it ends a transaction.</summary>
        public bool IsCommit => Number(_frame, 4) != 0;

        /// <summary>Returns false if SQLite ignores the log, because it is empty or its header is incomplete.</summary>
        public bool ReadHeader()
        {
            var header = new byte[HeaderSize];
            if (_file is null || _file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize
                || (Number(header, 0) & ~1u) != Magic)
            {
                return false;
            }

            _isBigEndian = (Number(header, 0) & 1) == 1;
            var pageSize = Number(header, 8);
            _salt = header[16..24];
            Sum(header.AsSpan(0, 24));
            if (_first != Number(header, 24) || _second != Number(header, 28) || pageSize is < SmallestPage or > LargestPage)
            {
                return false;
            }

            _frame = new byte[FrameHeaderSize + pageSize];
            return true;
        }

        /// <summary>Reads the next frame and verifies that its checksum continues the last one.</summary>
        public Frame ReadFrame()
        {
            if (_file!.ReadAtLeast(_frame, _frame.Length, throwOnEndOfStream: false) < _frame.Length)
            {
                return Frame.None;
            }

            var isOfLog = _frame.AsSpan(8, 8).SequenceEqual(_salt) && Number(_frame, 0) != 0;
            return !(IsNext() && isOfLog) ? Frame.Wrong : IsCommit ? Frame.Commit : Frame.Page;
        }

        /// <summary>Continues after a wrong frame with the checksum that it contains, or with the one that it should contain.</summary>
        public void Continue()
        {
            _other = (_first, _second);
            (_first, _second) = (Number(_frame, 16), Number(_frame, 20));
        }

        public void Dispose() => _file?.Dispose();

        private bool IsNext()
        {
            var other = _other;
            _other = null;
            Sum();
            if (other is not null && !HasSum())
            {
                (_first, _second) = other.Value;
                Sum();
            }

            return HasSum();
        }

        private bool HasSum() => _first == Number(_frame, 16) && _second == Number(_frame, 20);

        private void Sum()
        {
            Sum(_frame.AsSpan(0, 8));
            Sum(_frame.AsSpan(FrameHeaderSize));
        }

        private void Sum(ReadOnlySpan<byte> words)
        {
            for (var i = 0; i < words.Length; i += 8)
            {
                _first += Word(words[i..]) + _second;
                _second += Word(words[(i + 4)..]) + _first;
            }
        }

        private uint Word(ReadOnlySpan<byte> bytes) =>
            _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

        private static uint Number(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
    }
}
