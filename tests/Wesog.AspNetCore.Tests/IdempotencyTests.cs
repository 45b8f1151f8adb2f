using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>The header Idempotency-Key on every write.</summary>
public sealed class IdempotencyTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Body = """{"src":"https://e.org/1"}""";

    private readonly ApiClient _api = host.Alpha;

    public static TheoryData<string, string, string?> Writes => new()
    {
        { "POST", "/imgs", """[{"id":"%","src":"https://e.org/1"}]""" },
        { "PUT", "/imgs", """[{"id":"%","src":"https://e.org/1"}]""" },
        { "PATCH", "/imgs", """[{"id":"%","title":"t"}]""" },
        { "DELETE", "/imgs", """["%"]""" },
        { "DELETE", "/imgs?id=%", null },
        { "POST", "/imgs/delete", """["%"]""" },
        { "POST", "/imgs/%", Body },
        { "PUT", "/imgs/%", Body },
        { "PATCH", "/imgs/%", """{"title":"t"}""" },
        { "DELETE", "/imgs/%", null },
        { "POST", "/ops", """[{"method":"add","image":{"id":"%","src":"https://e.org/1"}}]""" },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task The_same_submission_again_is_the_same_operation(string method, string target, string? body)
    {
        var id = Guid.NewGuid().ToString("N");
        (target, body) = (target.Replace("%", id, StringComparison.Ordinal), body?.Replace("%", id, StringComparison.Ordinal));
        var first = await _api.SendAsync(method, Waited(target), body, ("Idempotency-Key", id));
        var again = await _api.SendAsync(method, target, body, ("Idempotency-Key", id));
        Assert.Null(first.Header("Idempotent-Replayed"));
        Assert.Equal("true", again.Header("Idempotent-Replayed"));
        Assert.Equal(first.Status, again.Status);
        Assert.Equal(first.Text, again.Text);
        (await _api.SendAsync(method, target + (target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "urgent=true", body, ("Idempotency-Key", id))).IsProblem(422, "key_reused");
    }

    [Fact]
    public async Task The_same_key_with_another_submission_is_refused_without_members_of_an_operation()
    {
        var first = (await _api.SendAsync("POST", "/imgs/i1?wait=true", Body, ("Idempotency-Key", "one key"))).Is(200);
        var reply = (await _api.SendAsync("POST", "/imgs/i2?wait=true", Body, ("Idempotency-Key", "one key"))).IsProblem(422, "key_reused");
        Assert.False(reply.Has("errors") || reply.Has("num_total") || reply.Has("num_bad"));
        Assert.Contains("\"one key\"", reply.Detail, StringComparison.Ordinal);
        Assert.Contains(first["op_id"].ToString(), reply.Detail, StringComparison.Ordinal);
        (await _api.GetAsync("/imgs/i2")).IsProblem(404, "image_not_found");
    }

    [Fact]
    public async Task A_replay_of_a_partial_operation_is_207()
    {
        const string Batch = """[{"id":"i3","src":"https://e.org/1"},{"id":"i4"}]""";
        (await _api.SendAsync("POST", "/imgs?wait=true&subset=true", Batch, ("Idempotency-Key", "partial"))).Is(207);
        Assert.Equal("true", (await _api.SendAsync("POST", "/imgs?subset=true", Batch, ("Idempotency-Key", "partial"))).Is(207).Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task A_replay_of_an_unfinished_operation_is_202_and_may_be_waited_for()
    {
        var (slow, paused) = await ApiHost.StartPausedAsync();
        await using var running = slow;
        var first = (await slow.Alpha.SendAsync("POST", "/imgs/i5", Body, ("Idempotency-Key", "k"))).Is(202);
        var again = (await slow.Alpha.SendAsync("POST", "/imgs/i5", Body, ("Idempotency-Key", "k"))).Is(202);
        Assert.Equal("true", again.Header("Idempotent-Replayed"));
        Assert.Equal(first.Header("Location"), again.Header("Location"));
        paused.Resume();
        (await slow.Alpha.SendAsync("POST", "/imgs/i5?wait=true", Body, ("Idempotency-Key", "k"))).Is(200);
    }

    [Theory]
    [InlineData("en", "new Idempotency-Key")]
    [InlineData("es", "otra Idempotency-Key")]
    [InlineData("pt", "nova Idempotency-Key")]
    [InlineData("fr", "nouvelle Idempotency-Key")]
    [InlineData("ru", "новым Idempotency-Key")]
    public async Task A_failure_under_a_key_says_to_use_a_new_one(string lang, string advice)
    {
        var target = $"/imgs/absent?wait=true&lang={lang}";
        foreach (var isReplay in (bool[])[false, true])
        {
            var failed = (await _api.SendAsync("PUT", target, Body, ("Idempotency-Key", $"fails {lang}"))).IsProblem(409, "operation_failed");
            Assert.Equal(isReplay ? "true" : null, failed.Header("Idempotent-Replayed"));
            Assert.Contains(advice, failed.Detail, StringComparison.Ordinal);
            Assert.Contains(failed["op_id"].ToString(), failed.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_failure_to_which_no_key_is_bound_asks_for_none()
    {
        const string Target = "/imgs/absent?wait=true";
        Assert.DoesNotContain("Idempotency-Key", (await _api.SendAsync("PUT", Target, Body)).IsProblem(409, "operation_failed").Detail, StringComparison.Ordinal);
        var judged = await _api.SendAsync("PUT", Target + "&validate_only=true", Body, ("Idempotency-Key", "judged"));
        Assert.DoesNotContain("Idempotency-Key", judged.IsProblem(409, "operation_failed").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canceled_operation_under_a_key_says_to_use_a_new_one()
    {
        var (slow, _) = await ApiHost.StartPausedAsync();
        await using var running = slow;
        var accepted = (await slow.Alpha.SendAsync("POST", "/imgs/i9", Body, ("Idempotency-Key", "k"))).Is(202);
        (await slow.Alpha.SendAsync("DELETE", $"/ops/{accepted["op_id"]}")).Is(200);
        var again = (await slow.Alpha.SendAsync("POST", "/imgs/i9", Body, ("Idempotency-Key", "k"))).IsProblem(409, "canceled");
        Assert.Contains("new Idempotency-Key", again.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_submission_binds_nothing()
    {
        (await _api.SendAsync("POST", "/imgs/i6", "{}", ("Idempotency-Key", "refused"))).IsProblem(422, "invalid_images");
        Assert.Null((await _api.SendAsync("POST", "/imgs/i6", Body, ("Idempotency-Key", "refused"))).Is(202).Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task A_key_of_255_printable_characters_is_accepted() =>
        (await _api.SendAsync("POST", "/imgs/i7", Body, ("Idempotency-Key", "~ " + new string('k', 253)))).Is(202);

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task An_ill_formed_key_is_refused_on_every_write(string method, string target, string? body)
    {
        _ = body;
        foreach (var header in (string[])["", "\u00E9", "a\tb", "a\u007F", new('k', 256), "a\r\nIdempotency-Key: b"])
        {
            var response = await RawConnection.AskAsync(host.Address, method, target.Replace("%", "i8", StringComparison.Ordinal), $"Idempotency-Key: {header}\r\n");
            Assert.StartsWith("HTTP/1.1 400 ", response, StringComparison.Ordinal);
            // The web server itself refuses bytes that are not UTF-8.
            Assert.True(header == "\u00E9" || response.Contains("\"code\":\"invalid_key\"", StringComparison.Ordinal), response);
        }
    }

    private static string Waited(string target) => target + (target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "wait=true";
}
