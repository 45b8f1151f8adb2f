using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wesog.Server.Tests.Settings;

public sealed class KestrelSettingsTests
{
    [Fact]
    public void Limits_apply_in_any_case_of_their_names()
    {
        var limits = Limits(
            ("Kestrel:Limits:MaxConcurrentConnections", "70"),
            ("kestrel:limits:maxconcurrentupgradedconnections", "3"),
            ("Kestrel:Limits:KeepAliveTimeout", "00:00:40"),
            ("Kestrel:Limits:MaxRequestHeaderCount", "12"),
            ("Kestrel:Limits:MaxRequestBufferSize", "300000"),
            ("Kestrel:Limits:MinRequestBodyDataRate:BytesPerSecond", "120.5"),
            ("Kestrel:Limits:MinRequestBodyDataRate:GracePeriod", "00:00:09"),
            ("Kestrel:Limits:Http2:MaxStreamsPerConnection", "17"));

        Assert.Equal((70, 3), (limits.MaxConcurrentConnections, limits.MaxConcurrentUpgradedConnections));
        Assert.Equal((TimeSpan.FromSeconds(40), 12, 300_000), (limits.KeepAliveTimeout, limits.MaxRequestHeaderCount, limits.MaxRequestBufferSize));
        Assert.Equal((120.5, TimeSpan.FromSeconds(9)), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod));
        Assert.Equal(17, limits.Http2.MaxStreamsPerConnection);
    }

    [Theory]
    [InlineData("Kestrel:Limits:MaxConnections", "5", "MaxConcurrentConnections")]
    [InlineData("Kestrel:Limits:Http2:MaxStreams", "5", "MaxStreamsPerConnection")]
    [InlineData("Kestrel:Limit:MaxConcurrentConnections", "5", "Endpoints, EndpointDefaults, Certificates, Limits")]
    [InlineData("Kestrel:AddServerHeader", "true", "Endpoints, EndpointDefaults, Certificates, Limits")]
    [InlineData("Kestrel:Endpoints:A:Adress", "http://127.0.0.1:1", "Url")]
    [InlineData("Kestrel:Endpoints:A:Sni:a.example:Protocol", "Http1", "Protocols")]
    [InlineData("Kestrel:EndpointDefaults:Url", "http://127.0.0.1:1", "Protocols")]
    [InlineData("Kestrel:Certificates:Default:Pasword", "secret", "Password")]
    public void An_unknown_setting_is_a_fault_with_the_known_settings(string name, string value, string known)
    {
        var fault = Assert.Single(Faults((name, value)));

        Assert.StartsWith(string.Join(':', name.Split(':')[..2]), fault, StringComparison.Ordinal);
        Assert.Contains("is not a setting", fault, StringComparison.Ordinal);
        Assert.Contains(known, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections", "many", "a whole number")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections", "", "a whole number")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections", "-1", "a whole number")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections", "0", "refuses")]
    [InlineData("Kestrel:Limits:MaxRequestHeaderCount", "99999999999", "at most 2147483647")]
    [InlineData("Kestrel:Limits:KeepAliveTimeout", "2m", "00:02:10")]
    [InlineData("Kestrel:Limits:KeepAliveTimeout", "130", "00:02:10")]
    [InlineData("Kestrel:Limits:KeepAliveTimeout", "-00:00:05", "refuses")]
    [InlineData("Kestrel:Limits:MinRequestBodyDataRate", "240", "BytesPerSecond")]
    [InlineData("Kestrel:Limits:MinRequestBodyDataRate:BytesPerSecond", "240", "GracePeriod")]
    [InlineData("Kestrel:Limits:Http2:MaxStreamsPerConnection", "0", "refuses")]
    [InlineData("Kestrel:Limits:MaxRequestBodySize", "5", "Wesog:Limits:MaxBodyBytes")]
    [InlineData("Kestrel:Limits", "5", "takes no value")]
    [InlineData("Kestrel:EndpointDefaults:Protocols", "Http4", "Http1AndHttp2")]
    [InlineData("Kestrel:EndpointDefaults:SslProtocols:0", "Tls9", "Tls12")]
    [InlineData("Kestrel:EndpointDefaults:ClientCertificateMode", "1", "RequireCertificate")]
    [InlineData("Kestrel:Certificates:Default:AllowInvalid", "yes", "true or false")]
    [InlineData("Kestrel:Certificates:Default:Path:0", "a.pfx", "a single value")]
    public void An_invalid_value_is_a_fault_with_its_name_and_the_allowed_values(string name, string value, string allowed)
    {
        var fault = Assert.Single(Faults((name, value)));

        Assert.StartsWith(string.Join(':', name.Split(':')[..2]), fault, StringComparison.Ordinal);
        Assert.Contains(allowed, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_the_web_server_reads_itself_are_valid() => Assert.Empty(Faults(
        ("Kestrel:Endpoints:A:Url", "https://127.0.0.1:1"),
        ("Kestrel:Endpoints:A:Protocols", "http1andhttp2"),
        ("Kestrel:Endpoints:A:SslProtocols:0", "Tls12"),
        ("Kestrel:Endpoints:A:ClientCertificateMode", "NoCertificate"),
        ("Kestrel:Endpoints:A:Certificate:Path", "a.pfx"),
        ("Kestrel:Endpoints:A:Sni:*.images.example:Certificate:Subject", "images.example"),
        ("Kestrel:EndpointDefaults:Protocols", "Http2"),
        ("Kestrel:Certificates:Default:Password", "secret")));

    private static KestrelServerLimits Limits(params (string Name, string Value)[] values)
    {
        var limits = new KestrelServerLimits();
        var settings = Given.Settings(values);
        Assert.Empty(settings.Faults);
        settings.Apply(limits);
        return limits;
    }

    // An endpoint needs a URL, and a configured key where it is not on loopback.
    private static List<string> Faults(params (string Name, string Value)[] values) =>
        [.. Given.Settings([.. values, ("Wesog:ApiKeys:0:Tenant", "t"), ("Wesog:ApiKeys:0:Sha256", Given.Hash)]).Faults.Where(fault => fault.Contains("Kestrel", StringComparison.Ordinal))];
}
