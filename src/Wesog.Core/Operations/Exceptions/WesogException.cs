namespace Wesog.Operations;

/// <summary>The base of every refusal of the engine: one type a kind of refusal.</summary>
public abstract class WesogException : Exception
{
    private protected WesogException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
