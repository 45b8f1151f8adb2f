namespace Wesog.Testing.Conformance;

/// <summary>A test of the conformance suite that a store leaves out.</summary>
/// <param name="Test">The name of the test method.</param>
/// <param name="Reason">Why the store cannot pass the test.</param>
public sealed record OmittedTest(string Test, string Reason);
