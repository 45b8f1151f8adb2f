namespace Wesog.Storage;

/// <summary>The outcome of a cancellation.</summary>
public enum CancelOutcome
{
    /// <summary>This call cancelled the operation.</summary>
    Canceled,

    /// <summary>An earlier call had cancelled the operation; this call changed nothing.</summary>
    AlreadyCanceled,

    /// <summary>The operation had started or finished; the call changed nothing.</summary>
    TooLate,

    /// <summary>The tenant has no operation with this number.</summary>
    NotFound,
}
