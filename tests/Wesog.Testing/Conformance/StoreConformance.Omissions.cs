using System.Reflection;
using Xunit;

namespace Wesog.Testing.Conformance;

// A store names each test that it leaves out.
public abstract partial class StoreConformance<THarness>
{
    /// <summary>Each omitted test exists and has a reason, so that no omission outlives its test.</summary>
    [Fact]
    public void Each_omission_names_a_test_and_a_reason()
    {
        var tests = GetType().GetMethods().Where(method => method.GetCustomAttributes<FactAttribute>(inherit: true).Any()).Select(method => method.Name).ToHashSet();
        foreach (var (test, reason) in Omitted)
        {
            Assert.True(tests.Contains(test), $"\"{test}\" is not a test of the conformance suite.");
            Assert.False(string.IsNullOrWhiteSpace(reason), $"The omission of \"{test}\" has no reason.");
        }
    }
}
