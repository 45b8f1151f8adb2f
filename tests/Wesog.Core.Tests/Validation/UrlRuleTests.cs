using Wesog.Validation;

namespace Wesog.Core.Tests.Validation;

public sealed class UrlRuleTests
{
    [Theory]
    [InlineData("http://a")]
    [InlineData("HTTPS://EXAMPLE.org/x?y#z")]
    [InlineData("http://example.org.:8080/a%2Fb")]
    [InlineData("http://example.org:/")]
    [InlineData("http://example.org:0")]
    [InlineData("http://example.org:65535?q")]
    [InlineData("http://example.org:00080/")]
    [InlineData("http://example.org#@:x")]
    [InlineData("http://example.org/a@b:c")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]:8080/")]
    [InlineData("http://[2001:db8::7]")]
    [InlineData("http://[::ffff:1.2.3.4]/")]
    [InlineData("http://bücher.example/")]
    [InlineData("http://例え.テスト/写真")]
    [InlineData("http://😀.example/😀")]
    [InlineData("http://a_b-c.example/")]
    [InlineData("http://example.org/'!$&()*+,;=[]{}|^`%zz")]
    public void A_valid_url_is_accepted(string url) => Assert.Null(UrlRule.Validate(url));

    [Theory]
    [InlineData("example.org/a.jpg", "scheme")]
    [InlineData("//example.org", "scheme")]
    [InlineData("ftp://example.org", "other_scheme")]
    [InlineData("s3://bucket/a.jpg", "other_scheme")]
    [InlineData("data:image/png;base64,AAAA", "other_scheme")]
    [InlineData("htps://example.org", "other_scheme")]
    [InlineData("example.org/?u=http://a", "scheme")]
    [InlineData("localhost:8080/a", "scheme")]
    [InlineData("http:/example.org", "scheme")]
    [InlineData("https:example.org", "scheme")]
    [InlineData(" http://example.org", "white_space")]
    [InlineData("   ", "scheme")]
    [InlineData("http://example.org ", "white_space")]
    [InlineData("http://example.org/a b\u3000", "white_space")]
    [InlineData("\nftp://example.org", "white_space")]
    [InlineData("http://example.org/a\r\n", "white_space")]
    [InlineData("http://example.org/\u2028", "white_space")]
    [InlineData("http://example.org/\u0085", "white_space")]
    [InlineData("http://exam\tple.org", "unwanted")]
    [InlineData("http://exam ple.org/", "unwanted")]
    [InlineData("http://<example.org>/", "unwanted")]
    [InlineData("http://example.org/\u007F", "unwanted")]
    [InlineData("http://example.org/a\nb", "unwanted")]
    [InlineData("http://example.org/a b", "character")]
    [InlineData("http://example.org/a\u00A0b", "character")]
    [InlineData("http://example.org\\a", "backslash")]
    [InlineData("http://example.org/a\\b", "backslash")]
    [InlineData("\uFEFFhttp://example.org/", "invisible")]
    [InlineData("htt\u200Bp://example.org/", "invisible")]
    [InlineData("http://exa\u00ADmple.org/", "invisible")]
    [InlineData("http://a\u200Cb.example/", "invisible")]
    [InlineData("http://example.org/a\u200B", "invisible.path")]
    [InlineData("http://example.org/\u202Egpj.a", "invisible.path")]
    [InlineData("http://example.org/?\U000E0001", "invisible.path")]
    [InlineData("http://example.org/#\U0001D173", "invisible.path")]
    [InlineData("http://example.org/<a", "character")]
    [InlineData("http://example.org/a>", "character")]
    [InlineData("http://example.org/\"a", "character")]
    [InlineData("http://u@example.org", "credentials")]
    [InlineData("http://u:p@example.org/", "credentials")]
    [InlineData("http://@example.org/", "credentials")]
    [InlineData("http://", "host")]
    [InlineData("http:///a", "host")]
    [InlineData("http://?a", "host")]
    [InlineData("http://:80", "host")]
    [InlineData("http://.", "host")]
    [InlineData("http://a..b", "host")]
    [InlineData("http://.a", "host")]
    [InlineData("http://a.-b", "host")]
    [InlineData("http://a,b", "host")]
    [InlineData("http://a%20b", "host")]
    [InlineData("http://a\uFF0Fb", "host")]
    [InlineData("http://[::1", "host")]
    [InlineData("http://::1", "host")]
    [InlineData("http://[]", "host")]
    [InlineData("http://[:::]", "host")]
    [InlineData("http://[::1%25eth0]", "host")]
    [InlineData("http://[1.2.3.4]", "host")]
    [InlineData("http://[::1]a", "host")]
    [InlineData("http://a[::1]", "host")]
    [InlineData("http://256.1.1.1", "host")]
    [InlineData("http://a:65536", "port")]
    [InlineData("http://a:99999999999", "port")]
    [InlineData("http://a:-1", "port")]
    [InlineData("http://a:8o", "port")]
    [InlineData("http://a:80:80", "port")]
    [InlineData("http://[::1]:x", "port")]
    public void The_error_of_a_url_is_its_first_error(string url, string error) =>
        Assert.Equal($"invalid_url.{error}", UrlRule.Validate(url)?.Kind.Text);

    [Theory]
    [InlineData("http://a/b c", 10, "%20")]
    [InlineData("http://a/b\u00A0c", 10, "%C2%A0")]
    [InlineData("http://a/<", 9, "%3C")]
    [InlineData("http://a/é\u200B", 10, "%E2%80%8B")]
    [InlineData("http://a/😀\U000E0001", 11, "%F3%A0%80%81")]
    [InlineData("http://a/b ", 10, "")]
    [InlineData("http://a b/", 8, "")]
    public void The_error_names_an_invalid_character_its_position_and_its_encoding(string url, int at, string encoding)
    {
        var error = UrlRule.Validate(url);
        Assert.Equal((at, encoding), (error?.At, error?.Suggestion));
        if (encoding.Length > 0)
        {
            Assert.Null(UrlRule.Validate(url.Replace(Uri.UnescapeDataString(encoding), encoding, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Host_names_have_the_limits_of_the_dns()
    {
        var label = new string('a', 63);
        Assert.Null(UrlRule.Validate($"http://{label}.org"));
        Assert.NotNull(UrlRule.Validate($"http://{label}a.org"));
        Assert.Null(UrlRule.Validate($"http://{label}.{label}.{label}.{label[..61]}/"));
        Assert.NotNull(UrlRule.Validate($"http://{label}.{label}.{label}.{label[..62]}/"));
    }

    [Fact]
    public void A_valid_url_is_valid_for_the_platform()
    {
        var random = new Random(7);
        const string Alphabet = "ab1.:/?#[]@%-é";
        for (var i = 0; i < 20_000; i++)
        {
            var url = "http://" + string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            if (UrlRule.Validate(url) is null)
            {
                Assert.True(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0, url);
            }
        }
    }
}
