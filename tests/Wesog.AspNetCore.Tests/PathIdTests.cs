using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>The id in a path is one segment, which is decoded exactly once.</summary>
public sealed class PathIdTests(ApiHost host) : IClassFixture<ApiHost>
{
    private readonly ApiClient _api = host.Alpha;

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("a+b", "a+b")]
    [InlineData("a%20b", "a b")]
    [InlineData("%F0%9F%9B%B6", "\U0001F6F6")]
    [InlineData("%3F%23%25", "?#%")]
    [InlineData("%2525", "%25")]
    [InlineData("DELETE", "DELETE")]
    [InlineData("..a", "..a")]
    [InlineData("a%2F..", "a/..")]
    [InlineData("http:%2F%2Fx", "http://x")]
    public async Task A_segment_is_decoded_once(string segment, string id)
    {
        (await _api.SendAsync("PUT", $"/imgs/{segment}?wait=true&strict=false", """{"src":"https://e.org/1"}""")).Is(200);
        (await _api.SendAsync("POST", $"/imgs/{segment}?wait=true&strict=false", """{"src":"https://e.org/1"}""")).Is(200);
        Assert.Equal(id, (await _api.GetAsync($"/imgs/{segment}")).Is(200)["id"].GetString());
        Assert.Equal(id, (await _api.GetAsync($"/imgs/{segment}/?fields=id")).Is(200)["id"].GetString());
        (await _api.SendAsync("DELETE", $"/imgs?wait=true&id={Uri.EscapeDataString(id)}")).Is(200);
        (await _api.GetAsync($"/imgs/{segment}")).IsProblem(404, "image_not_found");
    }

    [Theory]
    [InlineData("%FF")]
    [InlineData("%C3")]
    [InlineData("%ED%A0%80")]
    [InlineData("%C0%AF")]
    [InlineData("100%")]
    [InlineData("%zz")]
    [InlineData("%2E")]
    [InlineData("%20a")]
    [InlineData("a%0A")]
    public async Task An_invalid_id_equals_no_other_id(string segment)
    {
        await _api.SendAsync("POST", $"/imgs/{Uri.EscapeDataString(segment)}?wait=true&strict=false", """{"src":"https://e.org/1"}""");
        (await _api.GetAsync($"/imgs/{Uri.EscapeDataString(segment)}")).Is(200);
        (await _api.GetAsync($"/imgs/{segment}")).IsProblem(404, "image_not_found");
        (await _api.SendAsync("PUT", $"/imgs/{segment}?wait=true", """{"src":"https://e.org/1"}""")).IsProblem(422, "invalid_images");
        (await _api.SendAsync("DELETE", $"/imgs/{segment}")).IsProblem(422, "invalid_images");
        (await _api.SendAsync("DELETE", $"/imgs?id={segment}")).IsProblem(422, "invalid_images");
    }

    [Theory]
    [InlineData("%FF")]
    [InlineData("%zz")]
    public async Task The_problem_of_an_id_that_is_not_UTF8_shows_its_bytes(string segment)
    {
        var read = (await _api.GetAsync($"/imgs/{segment}")).IsProblem(404, "image_not_found").Detail;
        Assert.Contains($"\"{segment}\"", read, StringComparison.Ordinal);
        Assert.Contains("UTF-8", read, StringComparison.Ordinal);
        var write = (await _api.SendAsync("PUT", $"/imgs/{segment}", """{"src":"https://e.org/1"}""")).IsProblem(422, "invalid_images");
        Assert.Contains("not UTF-8", write["errors"][0].GetProperty("msg").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_id_delete_is_an_id_for_every_method_but_post()
    {
        await _api.AddAsync("delete");
        (await _api.GetAsync("/imgs/delete")).Is(200);
        (await _api.SendAsync("PATCH", "/imgs/delete?wait=true", """{"title":"t"}""")).Is(200);
        (await _api.SendAsync("PUT", "/imgs/delete?wait=true", """{"src":"https://e.org/1"}""")).Is(200);
        (await _api.SendAsync("POST", "/imgs/delete?wait=true&id=none")).Is(200);
        (await _api.SendAsync("POST", "/imgs/%64elete?wait=true&id=none")).Is(200);
        Assert.Equal(1, (await _api.SendAsync("DELETE", "/imgs/delete?wait=true")).Is(200)["num_total"].GetInt32());
        (await _api.GetAsync("/imgs/delete")).IsProblem(404, "image_not_found");
    }

    [Fact]
    public async Task A_target_with_a_host_is_read_in_the_same_way()
    {
        await _api.AddAsync("abs%201");
        var response = await RawConnection.AskAsync(host.Address, "GET", $"{host.Address}imgs/abs%25201?fields=id");
        Assert.EndsWith("{\"id\":\"abs%201\"}", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a+b%2B", true, "a b+")]
    [InlineData("a+b%2B", false, "a+b+")]
    [InlineData("%c3%A9\u00E9", false, "\u00E9\u00E9")]
    [InlineData("", true, "")]
    public void Text_is_decoded_byte_by_byte(string sent, bool plusIsSpace, string text)
    {
        Assert.Equal(text, PercentText.Decode(sent, plusIsSpace));
        Assert.True(PercentText.IsValid(text));
    }

    [Theory]
    [InlineData("%FF", new[] { 0xDCFF })]
    [InlineData("%ED%A0%80", new[] { 0xDCED, 0xDCA0, 0xDC80 })]
    [InlineData("%4", new[] { 0xDCFF, 0x34 })]
    [InlineData("%-1", new[] { 0xDCFF, 0x2D, 0x31 })]
    [InlineData("%", new[] { 0xDCFF })]
    [InlineData("a%C3", new[] { 0x61, 0xDCC3 })]
    public void Invalid_bytes_become_lone_surrogates(string sent, int[] units)
    {
        var decoded = PercentText.Decode(sent, plusIsSpace: false);
        Assert.Equal(units, decoded.Select(unit => (int)unit));
        Assert.False(PercentText.IsValid(decoded));
    }

    [Fact]
    public void A_surrogate_pair_is_valid_text() => Assert.True(PercentText.IsValid("a\U0001F6F6\U0001F6F6"));
}
