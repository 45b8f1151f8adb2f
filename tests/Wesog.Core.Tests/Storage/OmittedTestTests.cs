using Wesog.Testing.Conformance;

namespace Wesog.Core.Tests.Storage;

public sealed class OmittedTestTests
{
    [Fact]
    public async Task An_omitted_test_is_skipped_with_the_reason_of_the_store()
    {
        // Not Assert.Throws: it passes a skip on to the runner.
        var message = "";
        try
        {
            await new Suite(new(nameof(An_omitted_test_is_skipped_with_the_reason_of_the_store), "It has no keys.")).InitializeAsync();
        }
        catch (Exception skip)
        {
            message = skip.Message;
        }

        Assert.Contains("The store omits this test: It has no keys.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_omission_names_an_existing_test_and_a_reason()
    {
        new Suite(new(nameof(Suite.A_canceled_operation_keeps_its_key), "It has no keys.")).Each_omission_names_a_test_and_a_reason();

        Assert.ThrowsAny<Exception>(() => new Suite(new("A_removed_test", "It has no keys.")).Each_omission_names_a_test_and_a_reason());
        Assert.ThrowsAny<Exception>(() => new Suite(new(nameof(Suite.A_canceled_operation_keeps_its_key), " ")).Each_omission_names_a_test_and_a_reason());
    }

    private sealed class Suite(OmittedTest omitted) : StoreConformance<InMemoryStoreHarness>
    {
        protected override IReadOnlyList<OmittedTest> Omitted => [omitted];
    }
}
