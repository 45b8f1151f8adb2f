namespace Wesog.Server.Tests.Running;

/// <summary>How a server process ended.</summary>
internal sealed record ServerExit(int Code, string Output, string Error, TimeSpan Took);
