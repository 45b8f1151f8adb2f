using Wesog.Operations;

namespace Wesog.Query;

/// <summary><see cref="ImageQuery.After"/> is altered, or belongs to another tenant, filter or order. Begin with the first page.</summary>
public sealed class InvalidCursorException() : WesogException(
    "The cursor was altered, or belongs to another tenant, filter or order. Begin with the first page.")
{
    /// <summary>The stable code of this error: <c>invalid_cursor</c>.</summary>
    public const string Code = "invalid_cursor";
}
