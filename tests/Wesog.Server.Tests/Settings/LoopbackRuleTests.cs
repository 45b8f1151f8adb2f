using Wesog.Server.Settings;

namespace Wesog.Server.Tests.Settings;

public sealed class LoopbackRuleTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://127.0.0.2:0")]
    [InlineData("https://[::1]:5081")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://LOCALHOST:5080")]
    [InlineData("http://unix:/tmp/wesog.sock")]
    public void Addresses_that_only_this_machine_reaches_are_loopback(string address) => Assert.True(LoopbackRule.IsLoopback(address));

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://192.168.1.7:5080")]
    [InlineData("http://localhost.example.com:5080")]
    [InlineData("http://127.0.0.1.example.com:5080")]
    [InlineData("http://example.com")]
    [InlineData("nonsense")]
    public void Other_addresses_are_not_loopback(string address) => Assert.False(LoopbackRule.IsLoopback(address));

    [Theory]
    [InlineData("urls", "http://0.0.0.0:5080")]
    [InlineData("urls", "http://127.0.0.1:5080;http://[::]:5081")]
    [InlineData("http_ports", "8080")]
    [InlineData("https_ports", "8443")]
    [InlineData("Kestrel:Endpoints:Open:Url", "http://*:5080")]
    public void Without_a_key_an_open_address_is_a_fault_with_the_next_step(string name, string value)
    {
        var fault = Assert.Single(Given.Settings((name, value)).Faults);

        Assert.Contains("No API key is configured", fault, StringComparison.Ordinal);
        Assert.Contains("Wesog__ApiKeys__0__Sha256", fault, StringComparison.Ordinal);
        Assert.Contains("--urls http://127.0.0.1:5080", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_endpoint_is_refused_also_beside_a_loopback_url() =>
        Assert.Single(Given.Settings(
            ("urls", "http://127.0.0.1:5080"), ("Kestrel:Endpoints:Open:Url", "http://0.0.0.0:5081")).Faults);

    [Fact]
    public void With_a_key_every_address_is_allowed()
    {
        var settings = Given.Settings(
            ("urls", "http://0.0.0.0:5080"), ("Wesog:ApiKeys:0:Tenant", "acme"), ("Wesog:ApiKeys:0:Sha256", Given.Hash));

        Assert.Empty(settings.Faults);
        Assert.False(settings.IsLocal);
        Assert.Equal("acme", Assert.Single(settings.ApiKeys).Tenant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://localhost:7000")]
    public void On_loopback_the_local_key_is_accepted(string urls)
    {
        var settings = Given.Settings(("urls", urls));

        Assert.Empty(settings.Faults);
        Assert.True(settings.IsLocal);
        Assert.Equal(LocalKey.Tenant, Assert.Single(settings.ApiKeys).Tenant);
    }

    [Fact]
    public void An_empty_list_of_keys_is_no_key() =>
        Assert.Single(Given.Settings(("urls", "http://0.0.0.0:5080"), ("Wesog:ApiKeys", "")).Faults);
}
