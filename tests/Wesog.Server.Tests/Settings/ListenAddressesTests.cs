using Wesog.Server.Settings;

namespace Wesog.Server.Tests.Settings;

public sealed class ListenAddressesTests
{
    [Fact]
    public void The_default_is_port_5080_on_loopback() =>
        Assert.Equal(["http://127.0.0.1:5080"], ListenAddresses.Read(Given.Configuration()));

    [Fact]
    public void Urls_override_ports() =>
        Assert.Equal(
            ["http://127.0.0.1:1", "http://127.0.0.1:2"],
            ListenAddresses.Read(Given.Configuration(("urls", "http://127.0.0.1:1; http://127.0.0.1:2;"), ("http_ports", "80"))));

    [Fact]
    public void Ports_listen_on_every_address() =>
        Assert.Equal(
            ["http://*:80", "http://*:81", "https://*:443"],
            ListenAddresses.Read(Given.Configuration(("http_ports", "80;81"), ("https_ports", "443"))));

    [Theory]
    [InlineData("nonsense", "URL of scheme, host and port")]
    [InlineData("ftp://127.0.0.1:21", "http:// or https://")]
    [InlineData("http://127.0.0.1:5080/base", "end after its port")]
    [InlineData("http://localhost:0", "127.0.0.1")]
    public void An_invalid_address_is_a_fault_that_names_it(string address, string allowed)
    {
        List<string> faults = [];

        ListenAddresses.Check([address, ListenAddresses.Default], faults);

        var fault = Assert.Single(faults);
        Assert.Contains($"'{address}'", fault, StringComparison.Ordinal);
        Assert.Contains(allowed, fault, StringComparison.Ordinal);
    }
}
