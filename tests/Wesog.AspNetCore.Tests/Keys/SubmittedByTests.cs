using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Authentication;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests.Keys;

/// <summary>An operation shows who submitted it: the name of the key, or the name claim of the user.</summary>
public sealed class SubmittedByTests
{
    [Theory]
    [InlineData("ana's import", "ana's import")]
    [InlineData(null, null)]
    public async Task An_operation_shows_the_name_of_its_key(string? name, string? shown)
    {
        await using var host = await ApiHost.StartAsync(new HostPlan
        {
            Authentication = services => services.AddAuthentication().AddWesogApiKey(keys =>
            {
                ApiHost.AddKeys(keys);
                keys.Keys[0].Name = name;
            }),
        });
        foreach (var (method, target, body) in ((string, string, string?)[])[
            ("POST", "/imgs/a?wait=true", """{"src":"https://e.org/1"}"""), ("DELETE", "/imgs/a?wait=true", null), ("DELETE", "/imgs?q=has%3Aid&wait=true", null)])
        {
            var operation = (await host.Alpha.SendAsync(method, target, body)).Is(200);
            Assert.Equal(shown, operation.Has("submitted_by") ? operation["submitted_by"].GetString() : null);
        }
    }

    [Fact]
    public void A_name_of_a_key_has_the_rules_of_a_label()
    {
        var options = new ApiKeyOptions();
        options.Keys.Add(new() { Tenant = "a", Sha256 = new string('0', 64), Name = "" });
        options.Keys.Add(new() { Tenant = "a", Sha256 = new string('1', 64), Name = new string('n', 256) });
        var failures = new ApiKeyOptionsValidator().Validate(null, options).Failures!.ToList();
        Assert.Equal(2, failures.Count);
        Assert.All(failures, failure => Assert.Contains("Name must have 1 to 255 characters", failure, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ana", true, "ana")]
    [InlineData("ana", false, null)]
    [InlineData("", true, null)]
    [InlineData("a\0b", true, null)]
    public void The_name_claim_counts_if_a_scheme_has_authenticated_the_user(string name, bool isAuthenticated, string? expected)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], isAuthenticated ? "scheme" : null);
        Assert.Equal(expected, UserName.Of(new ClaimsPrincipal(identity)));
    }
}
