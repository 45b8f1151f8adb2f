namespace Wesog.Serialization;

/// <summary>How a body lays out its items.</summary>
public enum BatchLayout
{
    /// <summary>A JSON array.</summary>
    Array,

    /// <summary>NDJSON: a JSON value a line; blank lines, CRLF and a missing last newline are fine.</summary>
    Lines,

    /// <summary>One JSON object.</summary>
    One,
}
