namespace Wesog.Storage;

/// <summary>What a cancellation did.</summary>
public enum CancelOutcome
{
    /// <summary>This call cancelled the operation.</summary>
    Canceled,

    /// <summary>An earlier call had cancelled it; this one changed nothing.</summary>
    AlreadyCanceled,

    /// <summary>It had started or finished; the call changed nothing.</summary>
    TooLate,

    /// <summary>The tenant has no operation of that number.</summary>
    NotFound,
}
