using System.Text.RegularExpressions;
using Wesog.Engine;

namespace Wesog.Core.Tests.Engine;

/// <summary>A tenant name has 1 to 255 UTF-16 units. Names that a store could confuse with others are invalid.</summary>
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
    public async Task Every_member_accepts_exactly_the_valid_names(string escaped, bool isValid)
    {
        // The test runner would replace lone surrogates.
        var tenant = Regex.Unescape(escaped);
        await using var engine = await ImageEngine.StartNewAsync();
        var (operations, images) = (engine.Operations, engine.Images);
        Func<Task>[] calls =
        [
            () => operations.SubmitAsync(tenant, TestBatches.Add("a")),
            () => operations.ValidateAsync(tenant, TestBatches.Add("a")),
            () => operations.GetAsync(tenant, 1),
            () => operations.WaitAsync(tenant, 1, TimeSpan.FromSeconds(60)),
            () => operations.ListAsync(tenant),
            () => operations.CancelAsync(tenant, 1),
            () => images.GetAsync(tenant, "a"),
            () => images.ListAsync(tenant, 0, 1),
        ];
        foreach (var call in calls)
        {
            var exception = await Record.ExceptionAsync(call);
            Assert.True(isValid ? exception is null : exception is ArgumentException { ParamName: "tenant" }, $"{exception}");
        }
    }
}
