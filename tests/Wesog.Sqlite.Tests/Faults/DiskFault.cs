namespace Wesog.Sqlite.Tests.Faults;

/// <summary>A call of SQLite to its file system.</summary>
internal enum DiskCall
{
    Open,
    Read,
    Write,
    Truncate,
    Sync,
    FileSize,
    Lock,
    ShmMap,
    ShmLock,
    Delete,
    Access,
}

/// <summary>What a file is for. The values are SQLite's flags of an open call.</summary>
internal enum FileRole
{
    Other = 0,
    Database = 0x100,
    Log = 0x80000,
}

/// <summary>What is wrong with a call.</summary>
internal enum FaultKind
{
    /// <summary>An I/O error; a call that opens a file cannot open it.</summary>
    Error,

    /// <summary>An I/O error after half of the bytes were written.</summary>
    Torn,

    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>Another program holds a lock.</summary>
    Busy,

    /// <summary>The page that is read consists of zeros.</summary>
    Zeros,
}

/// <summary>A fault of the n-th call, or of all calls from then on.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Call">The number of the call, from 1.</param>
/// <param name="Lasts">Whether later calls have the fault too.</param>
internal sealed record DiskFault(FaultKind Kind, int Call, bool Lasts)
{
    private const int SmallestPage = 512;
    private const int HeaderOfFrame = 24;

    /// <summary>Whether calls of a kind can have the fault.</summary>
    /// <param name="kind">The kind of the fault.</param>
    /// <param name="call">The call.</param>
    /// <param name="role">The file.</param>
    /// <param name="bytes">The number of bytes that the call reads or writes.</param>
    public static bool Applies(FaultKind kind, DiskCall call, FileRole role, int bytes) => kind switch
    {
        FaultKind.Error => true,
        FaultKind.Torn => call is DiskCall.Write && bytes > 1,
        FaultKind.Full => call is DiskCall.Write or DiskCall.ShmMap,
        FaultKind.Busy => call is DiskCall.Lock or DiskCall.ShmLock,

        // Whole frames of the log are read by the recovery, which verifies their checksums.
        _ => call is DiskCall.Read && bytes >= SmallestPage && (role is FileRole.Database || (role is FileRole.Log && bytes % SmallestPage != HeaderOfFrame)),
    };

    /// <summary>The result of a call with the fault; 0 if the call succeeds, with wrong data.</summary>
    public static int ResultOf(FaultKind kind, DiskCall call) => (kind, call) switch
    {
        (FaultKind.Zeros, _) => 0,
        (FaultKind.Busy, _) => 5,
        (FaultKind.Full, DiskCall.Write) => 13,
        (FaultKind.Full, _) => 4_874,
        (_, DiskCall.Open) => 14,
        (_, DiskCall.Read) => 266,
        (_, DiskCall.Write) => 778,
        (_, DiskCall.Sync) => 1_034,
        (_, DiskCall.Truncate) => 1_546,
        (_, DiskCall.FileSize) => 1_802,
        (_, DiskCall.Delete) => 2_570,
        (_, DiskCall.Access) => 3_338,
        (_, DiskCall.Lock) => 3_850,
        (_, DiskCall.ShmLock) => 5_130,
        _ => 5_386,
    };
}
