namespace Wesog.Server.Tests.Running;

/// <summary>The exit of a server process.</summary>
internal sealed record ServerExit(int Code, string Output, string Error, TimeSpan Took);
