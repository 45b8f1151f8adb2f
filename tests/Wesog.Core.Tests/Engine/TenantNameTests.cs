using System.Text.RegularExpressions;
using Wesog.Engine;

namespace Wesog.Core.Tests.Engine;

/// <summary>A tenant's name is a text of 1 to 255 UTF-16 units: two that a store could take for one are none.</summary>
public class TenantNameTests
{
    public static TheoryData<string, bool> Names => new()
    {
        { "", false },
        { "t", true },
        { new string('t', 255), true },
        { new string('t', 256), false },
        { "\U0001F6F6 \u0442", true },
        { "t\0", false },
        { @"t\ud83d", false },
        { @"\udef6t", false },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_member_takes_just_these(string escaped, bool isTaken)
    {
        // The runner would make other texts of halves of pairs.
        var tenant = Regex.Unescape(escaped);
        await using var engine = await ImageEngine.StartNewAsync();
        var (operations, images) = (engine.Operations, engine.Images);
        Func<Task>[] calls =
        [
            () => operations.SubmitAsync(tenant, Samples.Adds("a")),
            () => operations.ValidateAsync(tenant, Samples.Adds("a")),
            () => operations.GetAsync(tenant, 1),
            () => operations.WaitAsync(tenant, 1, TimeSpan.FromSeconds(60)),
            () => operations.ListAsync(tenant),
            () => operations.CancelAsync(tenant, 1),
            () => images.GetAsync(tenant, "a"),
            () => images.ListAsync(tenant, 0, 1),
        ];
        foreach (var call in calls)
        {
            var failure = await Record.ExceptionAsync(call);
            Assert.True(isTaken ? failure is null : failure is ArgumentException { ParamName: "tenant" }, $"{failure}");
        }
    }
}
