namespace Wesog.MongoDB.Tests.Server;

/// <summary>
/// Marks tests that need a MongoDB server: a method, a class, or a class around classes. Where none is named they are
/// skipped, with the reason, whatever attribute makes them tests: so those inherited from the conformance suite are, too.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsServerAttribute : Attribute;
