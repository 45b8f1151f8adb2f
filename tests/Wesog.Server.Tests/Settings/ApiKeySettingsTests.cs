using System.Security.Cryptography;
using System.Text;
using Wesog.Server.Settings;

namespace Wesog.Server.Tests.Settings;

public sealed class ApiKeySettingsTests
{
    [Fact]
    public void A_tenant_may_have_several_keys()
    {
        var other = Given.Hash.Replace('9', '0');
        var settings = Given.Settings(
            ("Wesog:ApiKeys:0:Tenant", "acme"), ("Wesog:ApiKeys:0:Sha256", Given.Hash),
            ("Wesog:ApiKeys:1:Tenant", "acme"), ("Wesog:ApiKeys:1:Sha256", other));

        Assert.Empty(settings.Faults);
        Assert.Equal([("acme", Given.Hash), ("acme", other)], settings.ApiKeys.Select(key => (key.Tenant, key.Sha256)));
    }

    [Fact]
    public void A_key_is_configured_once()
    {
        var settings = Given.Settings(
            ("Wesog:ApiKeys:0:Tenant", "acme"), ("Wesog:ApiKeys:0:Sha256", Given.Hash),
            ("Wesog:ApiKeys:1:Tenant", "other"), ("Wesog:ApiKeys:1:Sha256", Given.Hash));

        Assert.Contains("Wesog:ApiKeys:1 is the key of Wesog:ApiKeys:0 again", Assert.Single(settings.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("my-secret-key")]
    [InlineData("9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0")]
    public void A_hash_is_64_lower_case_hexadecimal_digits_and_a_wrong_one_is_never_printed(string hash)
    {
        var settings = Given.Settings(("Wesog:ApiKeys:0:Tenant", "acme"), ("Wesog:ApiKeys:0:Sha256", hash));

        var fault = Assert.Single(settings.Faults);
        Assert.Contains("Wesog:ApiKeys:0:Sha256", fault, StringComparison.Ordinal);
        Assert.Contains("64 lower-case hexadecimal digits", fault, StringComparison.Ordinal);
        Assert.True(hash.Length == 0 || !fault.Contains(hash, StringComparison.Ordinal));
    }

    [Fact]
    public void All_missing_and_unknown_settings_are_reported_at_once()
    {
        var settings = Given.Settings(("Wesog:ApiKeys:0:Tennant", "acme"), ("urls", "http://0.0.0.0:80"));

        Assert.Collection(
            settings.Faults,
            fault => Assert.Contains("Wesog:ApiKeys:0:Tennant is not a setting", fault, StringComparison.Ordinal),
            fault => Assert.Contains("Wesog:ApiKeys:0:Tenant must be", fault, StringComparison.Ordinal),
            fault => Assert.Contains("Wesog:ApiKeys:0:Sha256 must be", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_in_place_of_the_list_is_a_fault() =>
        Assert.Contains("must be a list", Assert.Single(Given.Settings(("Wesog:ApiKeys", "secret")).Faults), StringComparison.Ordinal);

    [Fact]
    public void The_local_key_is_local() =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(LocalKey.Text))), LocalKey.Configured.Sha256);
}
