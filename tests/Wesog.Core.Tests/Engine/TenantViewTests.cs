using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wesog.Catalog;
using Wesog.Engine;
using Wesog.Operations;

namespace Wesog.Core.Tests.Engine;

public sealed class TenantViewTests
{
    [Fact]
    public async Task A_view_submits_and_reads_as_its_tenant()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var (operations, images) = (engine.Operations.ForTenant("t"), engine.Images.ForTenant("t"));
        Assert.Equal(("t", "t"), (operations.Tenant, images.Tenant));

        var read = await engine.BatchReader.ReadAsync(
            new MemoryStream("""[{"id":"b","src":"http://b/"}]"""u8.ToArray()),
            Wesog.Serialization.BatchForm.Array(ItemMethod.Add),
            SubmitOptions.Default);
        Assert.True((await operations.ValidateAsync(TestBatches.Add("a"))).IsValid);
        Assert.True((await operations.ValidateAsync(read)).IsValid);
        Assert.Equal(1, (await operations.SubmitAndWaitAsync(TestBatches.Add("a"))).Id);
        Assert.Equal(2, (await operations.SubmitAsync(read)).Operation.Id);
        Assert.Equal(OperationState.Succeeded, (await operations.WaitAsync(2, Timeout.InfiniteTimeSpan))!.State);
        Assert.Equal(3, (await operations.SubmitAsync(TestBatches.Add("c"))).Operation.Id);
        await operations.WaitAsync(3, Timeout.InfiniteTimeSpan);
        Assert.Equal("t", (await operations.GetAsync(1))!.Tenant);
        Assert.Equal([2L, 1L], (await operations.ListAsync(new() { Before = 3 })).Select(operation => operation.Id));
        Assert.Equal(OperationState.Succeeded, (await operations.CancelAsync(1))!.State);
        Assert.NotNull(await images.GetAsync("a"));
        Assert.Equal(["b", "c"], (await images.ListAsync(1, 9)).Images.Select(image => image.Id));
        Assert.Null(await engine.Operations.ForTenant("u").GetAsync(1));
        Assert.Null(await engine.Images.ForTenant("u").GetAsync("a"));
    }

    [Theory]
    [InlineData(typeof(IImageOperationService), typeof(TenantOperations))]
    [InlineData(typeof(IImageCatalog), typeof(TenantCatalog))]
    public void A_view_has_every_member_without_the_tenant(Type service, Type view)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        Assert.Equal(
            service.GetMethods().Select(method => Describe(method, skip: 1)).Order(),
            view.GetMethods(Own).Where(method => !method.IsSpecialName).Select(method => Describe(method, skip: 0)).Order());

        static string Describe(MethodInfo method, int skip) =>
            $"{method.ReturnType} {method.Name}({string.Join(", ", method.GetParameters().Skip(skip).Select(p => $"{p.ParameterType} {p.Name} {p.DefaultValue}"))})";
    }

    [Theory]
    [InlineData("")]
    [InlineData("t\0")]
    public async Task A_view_rejects_an_invalid_tenant_at_once(string tenant)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        Assert.Throws<ArgumentException>(nameof(tenant), () => engine.Operations.ForTenant(tenant));
        Assert.Throws<ArgumentException>(nameof(tenant), () => engine.Images.ForTenant(tenant));
        Assert.Throws<ArgumentNullException>(nameof(tenant), () => engine.Operations.ForTenant(null!));
        Assert.Throws<ArgumentNullException>("operations", () => ((IImageOperationService)null!).ForTenant("t"));
        Assert.Throws<ArgumentNullException>("catalog", () => ((IImageCatalog)null!).ForTenant("t"));
    }

    [Fact]
    public async Task A_container_provides_views_per_scope()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWesogImages();
        builder.Services.AddScoped(services => services.GetRequiredService<IImageOperationService>().ForTenant("t"));
        using var host = builder.Build();
        await host.StartAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var end = await scope.ServiceProvider.GetRequiredService<TenantOperations>().SubmitAndWaitAsync(TestBatches.Add("a"));
        Assert.Equal("t", end.Tenant);
        await host.StopAsync();
    }
}
