using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>No tenant can see, change, count or number the images or operations of another.</summary>
public sealed class TenantTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync(new HostPlan());
        await _host.Alpha.AddAsync("shared", ""","title":"alpha's" """);
        await _host.Alpha.AddAsync("own");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Images_and_operations_of_another_tenant_are_404()
    {
        (await _host.Beta.GetAsync("/imgs/shared")).IsProblem(404, "image_not_found");
        Assert.Equal(0, (await _host.Beta.GetAsync("/imgs"))["count"].GetInt32());
        Assert.Equal(0, (await _host.Beta.GetAsync("/ops")).Json.GetArrayLength());
        (await _host.Beta.GetAsync("/ops/1")).IsProblem(404, "operation_not_found");
        (await _host.Beta.GetAsync("/ops/1?wait=60")).IsProblem(404, "operation_not_found");
        (await _host.Beta.SendAsync("DELETE", "/ops/1")).IsProblem(404, "operation_not_found");
    }

    [Fact]
    public async Task Equal_ids_numbers_and_keys_of_two_tenants_are_independent()
    {
        const string Body = """{"src":"https://e.org/beta"}""";
        var first = (await _host.Alpha.SendAsync("PUT", "/imgs/own?wait=true", Body, ("Idempotency-Key", "k"))).Is(200);
        var added = (await _host.Beta.SendAsync("POST", "/imgs/shared?wait=true", Body, ("Idempotency-Key", "k"))).Is(200);
        Assert.Equal((3, 1), (first["op_id"].GetInt64(), added["op_id"].GetInt64()));
        (await _host.Beta.SendAsync("DELETE", "/imgs/own?wait=true")).Is(200);
        (await _host.Alpha.GetAsync("/imgs/own")).Is(200);
        Assert.Equal("alpha's", (await _host.Alpha.GetAsync("/imgs/shared"))["title"].GetString());
        Assert.False((await _host.Beta.GetAsync("/imgs/shared")).Has("title"));
    }
}
