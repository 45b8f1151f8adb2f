using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>Every route refuses unknown and repeated parameters and values that are not allowed.</summary>
public sealed class ParameterTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string[] Flags = ["wait", "urgent", "strict", "subset", "validate_only"];

    public static TheoryData<string, string> AllRoutes => new()
    {
        { "POST", "/imgs" }, { "PUT", "/imgs" }, { "PATCH", "/imgs" }, { "DELETE", "/imgs" }, { "GET", "/imgs" }, { "POST", "/imgs/delete" },
        { "POST", "/imgs/p" }, { "PUT", "/imgs/p" }, { "PATCH", "/imgs/p" }, { "DELETE", "/imgs/p" }, { "GET", "/imgs/p" },
        { "POST", "/ops" }, { "GET", "/ops" }, { "GET", "/ops/1" }, { "DELETE", "/ops/1" },
    };

    public static TheoryData<string, string> WriteRoutes
    {
        get
        {
            var routes = new TheoryData<string, string>();
            foreach (var route in AllRoutes.Where(route => route.Data is not ("GET", _) and not (_, "/ops/1")))
            {
                routes.Add(route);
            }

            return routes;
        }
    }

    [Theory]
    [MemberData(nameof(AllRoutes))]
    public async Task Every_route_refuses_unknown_and_repeated_parameters_and_other_languages(string method, string target)
    {
        foreach (var query in (string[])["colour=1", "Lang=en", "lang=en&lang=en", "lang=EN", "lang=de", "lang=", "lang", "=1", "%ff=1"])
        {
            (await host.Alpha.SendAsync(method, $"{target}?{query}")).IsProblem(400, "invalid_parameter");
        }
    }

    [Theory]
    [MemberData(nameof(WriteRoutes))]
    public async Task Every_write_accepts_its_flags_as_true_or_false_only(string method, string target)
    {
        foreach (var flag in Flags)
        {
            foreach (var value in (string[])["True", "1", "", "yes", "true%20"])
            {
                var refusal = (await host.Alpha.SendAsync(method, $"{target}?{flag}={value}")).IsProblem(400, "invalid_parameter");
                Assert.Contains($"\"{flag}\"", refusal.Detail, StringComparison.Ordinal);
                Assert.Contains("false, true", refusal.Detail, StringComparison.Ordinal);
            }

            (await host.Alpha.SendAsync(method, $"{target}?{flag}=true&{flag}=true")).IsProblem(400, "invalid_parameter");
        }

        var all = string.Join('&', Flags.Select(flag => $"{flag}=true"));
        var taken = await host.Alpha.SendAsync(method, $"{target}?{all}&lang=fr", "\"neither array nor object\"");
        taken.IsProblem(400, "invalid_body");
    }

    [Theory]
    [InlineData("/imgs?page=0", "1", "9007199254740991")]
    [InlineData("/imgs?page=-1", "1", "9007199254740991")]
    [InlineData("/imgs?page=9007199254740992", "1", "9007199254740991")]
    [InlineData("/imgs?page=99999999999999999999", "1", "9007199254740991")]
    [InlineData("/imgs?limit=0", "1", "10000")]
    [InlineData("/imgs?limit=10001", "1", "10000")]
    [InlineData("/imgs?facet_limit=0", "1", "1000")]
    [InlineData("/imgs?facet_limit=1001", "1", "1000")]
    [InlineData("/imgs?limit=%2B5", "1", "10000")]
    [InlineData("/imgs?limit=5.0", "1", "10000")]
    [InlineData("/imgs?limit=%D9%A1", "1", "10000")]
    [InlineData("/imgs?limit=+5", "1", "10000")]
    [InlineData("/imgs?limit=", "1", "10000")]
    [InlineData("/ops?limit=0", "1", "1000")]
    [InlineData("/ops?limit=1001", "1", "1000")]
    [InlineData("/ops?before=0", "1", "9007199254740991")]
    [InlineData("/ops?before=x", "1", "9007199254740991")]
    [InlineData("/ops/1?wait=61", "0", "60")]
    [InlineData("/ops/1?wait=-1", "0", "60")]
    [InlineData("/ops/1?wait=1.5", "0", "60")]
    [InlineData("/ops/1?wait=true", "0", "60")]
    public async Task Numbers_must_be_whole_and_within_their_bounds(string target, string least, string most)
    {
        var detail = (await host.Alpha.GetAsync(target)).IsProblem(400, "invalid_parameter").Detail;
        Assert.Contains(least, detail, StringComparison.Ordinal);
        Assert.Contains(most, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE", "/imgs?id=a+b", "a+b")]
    [InlineData("DELETE", "/imgs?id=ok&id=+", "+")]
    [InlineData("DELETE", "/imgs?%69d=%2B+%20", "%2B+%20")]
    [InlineData("POST", "/imgs/delete?wait=true&id=b+", "b+")]
    public async Task A_raw_plus_in_an_id_is_400_with_both_encodings(string method, string target, string sent)
    {
        var detail = (await host.Alpha.SendAsync(method, target)).IsProblem(400, "invalid_parameter").Detail;
        Assert.Contains($"\"{sent}\"", detail, StringComparison.Ordinal);
        Assert.Contains("%2B", detail, StringComparison.Ordinal);
        Assert.Contains("%20", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encoded_plus_and_an_encoded_space_are_different_ids()
    {
        await host.Alpha.SendAsync("POST", "/imgs?wait=true&strict=false", """[{"id":"p+q","src":"https://e.org/1"},{"id":"p q","src":"https://e.org/1"}]""");
        (await host.Alpha.SendAsync("DELETE", "/imgs?wait=true&id=p%2Bq")).Is(200);
        (await host.Alpha.GetAsync("/imgs/p%20q")).Is(200);
        (await host.Alpha.GetAsync("/imgs/p+q")).IsProblem(404, "image_not_found");
        (await host.Alpha.SendAsync("DELETE", "/imgs?wait=true&id=p%20q")).Is(200);
        (await host.Alpha.GetAsync("/imgs/p%20q")).IsProblem(404, "image_not_found");
    }

    // In a query a plus sign means a space, which no name and no other value contains.
    [Theory]
    [InlineData("/imgs?lang=e+n")]
    [InlineData("/imgs?la+ng=en")]
    [InlineData("/imgs?+lang=en")]
    [InlineData("/imgs?limit=1+0")]
    [InlineData("/imgs?fields=ti+tle")]
    [InlineData("/ops?state=failed+")]
    [InlineData("/ops/1?wait=+1")]
    public async Task A_raw_plus_in_another_parameter_is_not_ignored(string target) =>
        (await host.Alpha.GetAsync(target)).IsProblem(400, "invalid_parameter");

    [Theory]
    [InlineData("/imgs?sort_by=nsfw", "id, date, created_at")]
    [InlineData("/imgs?sort_by=Title", "title")]
    [InlineData("/imgs?order=up", "asc, desc")]
    [InlineData("/imgs?facets=title", "ai_generated, model_release")]
    [InlineData("/imgs?facets=city,country", "city, country")]
    [InlineData("/imgs?count=0", "false, true")]
    [InlineData("/imgs?facets=city&facets=lang&facets=city", "facets")]
    [InlineData("/imgs?fields=titel", "title")]
    [InlineData("/imgs?fields=id,title", "title")]
    [InlineData("/imgs/p?fields=", "revision")]
    [InlineData("/imgs/p?fields=Title", "title")]
    [InlineData("/ops?state=done", "pending, running, succeeded, partial, failed, canceled")]
    [InlineData("/ops?state=Pending", "pending")]
    [InlineData("/ops?method=mod", "add, upd, del, multiple")]
    public async Task A_value_that_is_not_allowed_is_400_with_the_allowed_values(string target, string allowed)
    {
        var detail = (await host.Alpha.GetAsync(target)).IsProblem(400, "invalid_parameter").Detail;
        Assert.Contains(allowed, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/imgs?page=1&page=1")]
    [InlineData("/imgs?limit=1&limit=2")]
    [InlineData("/imgs?q=title%3Da&q=title%3Da")]
    [InlineData("/imgs?sort_by=id&sort_by=id")]
    [InlineData("/imgs?order=asc&order=asc")]
    [InlineData("/imgs?count=true&count=true")]
    [InlineData("/imgs?facet_limit=1&facet_limit=1")]
    [InlineData("/ops?label=a&label=a")]
    [InlineData("/ops?before=5&before=5")]
    [InlineData("/ops/1?wait=1&w%61it=1")]
    public async Task A_parameter_that_is_not_repeatable_is_accepted_once(string target) =>
        (await host.Alpha.GetAsync(target)).IsProblem(400, "invalid_parameter");

    [Theory]
    [InlineData("/imgs?fields=id&fields=id&page=1&limit=1&lang=ru")]
    [InlineData("/imgs?q=&sort_by=title&order=desc&facets=city&facets=lang&facet_limit=1000&count=false")]
    [InlineData("/imgs?q=+%09%20&count=true")]
    [InlineData("/imgs?")]
    [InlineData("/imgs?&page=1&")]
    [InlineData("/imgs?p%61ge=%31")]
    [InlineData("/imgs?page=9007199254740991&limit=10000")]
    [InlineData("/ops?limit=1000&before=9007199254740991&state=failed&method=multiple&lang=pt")]
    public async Task Known_parameters_are_accepted(string target) => (await host.Alpha.GetAsync(target)).Is(200);

    [Fact]
    public async Task A_problem_shortens_values_and_removes_control_characters()
    {
        var detail = (await host.Alpha.GetAsync($"/imgs?limit=%0A%E2%80%AE%FF{new string('x', 500)}")).IsProblem(400, "invalid_parameter").Detail;
        Assert.Contains("\uFFFD\uFFFD\uFFFDxxx", detail, StringComparison.Ordinal);
        Assert.Contains("x…", detail, StringComparison.Ordinal);
        Assert.True(detail.Length < 250, detail);
    }
}
