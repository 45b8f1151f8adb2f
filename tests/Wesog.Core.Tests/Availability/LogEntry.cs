using Microsoft.Extensions.Logging;

namespace Wesog.Core.Tests.Availability;

/// <summary>One entry of the log.</summary>
internal sealed record LogEntry(int Id, LogLevel Level, string Message, Exception? Exception);
