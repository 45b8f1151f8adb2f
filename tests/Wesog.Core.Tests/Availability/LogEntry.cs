using Microsoft.Extensions.Logging;

namespace Wesog.Core.Tests.Availability;

/// <summary>What was logged.</summary>
internal sealed record LogEntry(int Id, LogLevel Level, string Message, Exception? Exception);
