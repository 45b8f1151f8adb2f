using System.Text;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

public sealed class BatchFormTests
{
    private static readonly BatchForm Deletes = BatchForm.Array(ItemMethod.Delete);
    private static readonly BatchForm Modifies = BatchForm.Array(ItemMethod.Modify);

    [Fact]
    public async Task Lines_may_be_blank_end_in_crlf_and_lack_the_last_newline()
    {
        var batch = await Batches.ReadAsync(
            "\r\n{\"id\":\"a\",\"src\":\"http://a\"}\r\n\n \t \n  {\"id\":\"b\",\"src\":\"http://b\"} ", BatchForm.Lines(ItemMethod.Add));
        Assert.Equal(["a", "b"], batch.Items.Select(item => item.ImageId));
        Assert.Equal([0, 1], batch.Items.Select(item => item.Position));
    }

    [Theory]
    [InlineData("array", "[]")]
    [InlineData("array", " [ ] ")]
    [InlineData("lines", "")]
    [InlineData("lines", "\n \r\n")]
    public Task A_body_without_an_item_is_an_empty_batch(string form, string body) => Assert.ThrowsAsync<EmptyBatchException>(() =>
        Batches.ReadAsync(body, form == "array" ? Batches.Adds : BatchForm.Lines(ItemMethod.Add)));

    [Theory]
    [InlineData("{}")]
    [InlineData("\"a\"")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("{\"a\":[{}]}")]
    public async Task An_array_is_expected(string body) =>
        Assert.Equal("array", (await Assert.ThrowsAsync<InvalidBodyException>(() => Batches.ReadAsync(body))).Expected);

    [Theory]
    [InlineData(ItemMethod.Add, "[]")]
    [InlineData(ItemMethod.Add, "[{}]")]
    [InlineData(ItemMethod.Delete, "\"a\"")]
    public async Task An_object_is_expected(ItemMethod method, string body) => Assert.Equal(
        "object", (await Assert.ThrowsAsync<InvalidBodyException>(() => Batches.ReadAsync(body, BatchForm.One(method, "a")))).Expected);

    [Theory]
    [InlineData("array", "{\"id\":\"a\"}", "square brackets")]
    [InlineData("array", "{\"results\":[{\"id\":\"a\"}],\"count\":1}", "stands in \"results\"")]
    [InlineData("array", "{\"count\":1,\"results\":[]}", "stands in \"results\"")]
    [InlineData("array", "{\"results\":7}", "square brackets")]
    [InlineData("array", "{\"a\":{\"results\":[]}}", "square brackets")]
    [InlineData("array", "\"[{\\\"id\\\":\\\"a\\\"}]\"", "encoded twice")]
    [InlineData("array", "\"{}\"", "encoded twice")]
    [InlineData("array", "\"a\"", "a single item into an array")]
    [InlineData("array", "7", "a single item into an array")]
    [InlineData("one", "[{}]", "one JSON object")]
    [InlineData("one", "\"{}\"", "encoded twice")]
    public async Task The_error_of_another_top_level_names_the_type_found(string form, string body, string advice)
    {
        foreach (var chunkSize in new[] { 1 << 16, 1, 5 })
        {
            var invalid = await Assert.ThrowsAsync<InvalidBodyException>(() => Batches.ReadAsync(
                Encoding.UTF8.GetBytes(body), form == "array" ? Batches.Adds : BatchForm.One(ItemMethod.Add, "a"), chunkSize: chunkSize));
            Assert.Contains(advice, invalid.Advice, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_item_too_many_is_rejected_in_each_layout()
    {
        var options = new WesogOptions();
        options.Limits.MaxBatchItems = 2;
        Assert.Equal(2, (await Batches.ReadAsync("[1,2]", options: options)).Total);
        var refusal = await Assert.ThrowsAsync<BatchTooLargeException>(() => Batches.ReadAsync("[1,2,true", options: options));
        Assert.Equal((2, 64L << 20), (refusal.MaxItems, refusal.MaxBytes));
        await Assert.ThrowsAsync<BatchTooLargeException>(() => Batches.ReadAsync("1\n2\n3", BatchForm.Lines(ItemMethod.Add), options));
        Assert.Throws<BatchTooLargeException>(() => Batches.Encode(new ImageBatch().Delete("a", "b", "c"), options));
        Assert.Throws<EmptyBatchException>(() => Batches.Encode([], options));
    }

    [Fact]
    public async Task One_byte_too_many_is_rejected()
    {
        var options = new WesogOptions();
        options.Limits.MaxBodyBytes = 10;
        Assert.Equal(1, (await Batches.ReadAsync("[1]       ", options: options)).Total);
        await Assert.ThrowsAsync<BatchTooLargeException>(() => Batches.ReadAsync("[1]        ", options: options));
    }

    [Fact]
    public async Task Deletions_are_ids_and_objects_mixed()
    {
        var batch = await Batches.ReadAsync(
            """["a",{"id":"b"},"\u0063",{"revision":3,"id":"d","created_at":null},"",{"id":"e","src":"http://a/"},{},null,1,["a"],{"id":"f","lang":"es"}," x"]""",
            Deletes);

        Assert.Equal(["a", "b", "c", "d"], batch.Items.Select(item => item.ImageId));
        Assert.All(batch.Items, item => Assert.True(item.Json.IsEmpty && item.Lang is null && item.Method == ItemMethod.Delete));
        Assert.Equal(
            ["empty@id", "unknown_field@src", "required@id", "invalid_type@", "invalid_type@", "invalid_type@", "unknown_field@lang", "invalid_text@id"],
            batch.Errors());
        Assert.Equal([4, 5, 6, 7, 8, 9, 10, 11], batch.ItemErrors.Errors.Select(error => error.Position));
        Assert.Equal("e", batch.ItemErrors.Errors[1].ImageId);
        Assert.Equal(OperationMethod.Delete, batch.Method);
    }

    [Fact]
    public async Task Ids_alone_are_not_items_of_other_methods() =>
        Assert.Equal(["invalid_type@"], (await Batches.ReadAsync("[\"a\"]")).Errors());

    [Fact]
    public async Task A_modification_clears_null_members_and_keeps_absent_ones()
    {
        var batch = await Batches.ReadAsync(
            """[{"id":"a","date":null,"title":"","keywords":null,"nsfw":null},{"src":null,"id":"b","lang":null},{"id":null},{"id":"c","lang":"ru"}]""",
            Modifies,
            submit: new SubmitOptions { Lang = Language.Fr });

        Assert.Equal(["""{"id":"a","title":"","nsfw":null,"date":null,"keywords":null}""", """{"id":"c"}"""], batch.Canonical());
        Assert.Equal([null, Language.Ru], batch.Items.Select(item => item.Lang));
        Assert.Equal(["required@src", "required@lang", "required@id"], batch.Errors());
        Assert.Equal(["b", "b", null], batch.ItemErrors.Errors.Select(error => error.ImageId));
        Assert.Equal(OperationMethod.Update, batch.Method);
    }

    [Fact]
    public async Task The_error_of_a_replacement_without_src_names_patch()
    {
        var batch = await Batches.ReadAsync("""[{"id":"a"}]""", BatchForm.Array(ItemMethod.Replace));
        Assert.Contains("PATCH", Assert.Single(batch.ItemErrors.Errors).Message);
    }

    [Fact]
    public async Task The_language_is_the_items_own_else_the_batchs()
    {
        var batch = await Batches.ReadAsync(
            """[{"id":"a","src":"http://a","lang":"pt"},{"id":"b","src":"http://a"},{"id":"c","src":"http://a","lang":null}]""",
            submit: new SubmitOptions { Lang = Language.Fr });
        Assert.Equal([Language.Pt, Language.Fr, Language.Fr], batch.Items.Select(item => item.Lang));
    }

    [Theory]
    [InlineData("""{"src":"http://a/"}""", "")]
    [InlineData("""{"src":"http://a/","id":"a/b"}""", "")]
    [InlineData("""{"src":"http://a/","id":"a\u002fb"}""", "")]
    [InlineData("""{"src":"http://a/","id":null}""", "")]
    [InlineData("""{"src":"http://a/","id":"b"}""", "id_mismatch@id")]
    [InlineData("""{"src":"http://a/","id":1}""", "invalid_type@id")]
    [InlineData("""{}""", "required@src")]
    public async Task The_id_outside_the_item_is_its_id(string body, string errors)
    {
        var batch = await Batches.ReadAsync(body, BatchForm.One(ItemMethod.Add, "a/b"));
        Assert.Equal(errors.Split(' ', StringSplitOptions.RemoveEmptyEntries), batch.Errors());
        if (errors.Length == 0)
        {
            Assert.Equal(["""{"id":"a/b","src":"http://a/"}"""], batch.Canonical());
            Assert.Equal("a/b", batch.Items[0].ImageId);
        }
        else
        {
            Assert.Equal("a/b", batch.ItemErrors.Errors[0].ImageId);
        }
    }

    [Theory]
    [InlineData("..", "invalid_text@id")]
    [InlineData("", "empty@id")]
    [InlineData("a\n", "invalid_text@id")]
    public async Task The_id_in_the_path_is_validated_too(string id, string error) =>
        Assert.Equal([error], (await Batches.ReadAsync("{}", BatchForm.One(ItemMethod.Modify, id))).Errors());

    [Fact]
    public async Task Mixed_items_name_their_method_before_or_after_the_image()
    {
        var batch = await Batches.ReadAsync(
            """
            [{"method":"add","image":{"id":"a","src":"http://a"}},
             {"image":{"id":"b","src":"http://b"},"method":"upd"},
             {"image":{"id":"c","title":null},"meth\u006fd":"m\u006fd"},
             {"method":"del","image":{"id":"d"}}]
            """,
            BatchForm.MixedArray,
            submit: new SubmitOptions { Lang = Language.Ru });

        Assert.Empty(batch.Errors());
        Assert.Equal([ItemMethod.Add, ItemMethod.Replace, ItemMethod.Modify, ItemMethod.Delete], batch.Items.Select(item => item.Method));
        Assert.Equal(["a", "b", "c", "d"], batch.Items.Select(item => item.ImageId));
        Assert.Equal([Language.Ru, Language.Ru, null, null], batch.Items.Select(item => item.Lang));
        Assert.Equal(["""{"id":"a","src":"http://a"}""", """{"id":"b","src":"http://b"}""", """{"id":"c","title":null}""", ""], batch.Canonical());
        Assert.Equal(OperationMethod.Multiple, batch.Method);
    }

    [Theory]
    [InlineData("""{}""", "required@method required@image")]
    [InlineData("""{"method":null,"image":null}""", "required@method required@image")]
    [InlineData("""{"method":1,"image":[]}""", "invalid_type@method invalid_type@image")]
    [InlineData("""{"method":"ADD","image":{}}""", "invalid_value@method")]
    [InlineData("""{"method":"\ud800","image":{}}""", "invalid_text@method")]
    [InlineData("""{"method":"add","image":{"id":"a","src":"x","date":"x"}}""", "invalid_url@src invalid_date@date")]
    [InlineData("""{"method":"del","image":"a"}""", "invalid_type@image")]
    [InlineData("""{"method":"del","image":{"id":"a","title":"x"}}""", "unknown_field@title")]
    [InlineData("""{"x":[{}],"method":"del","image":{"id":"a"}}""", "unknown_field@x")]
    [InlineData("""{"\ud800":1,"method":"del","image":{"id":"a"}}""", "unknown_field@\uFFFD")]
    [InlineData("""{"method":"del","method":"add","image":{"id":"a"}}""", "repeated_field@method")]
    [InlineData("""{"method":"del","image":{"id":"a"},"image":{}}""", "repeated_field@image")]
    [InlineData("""[]""", "invalid_type@")]
    [InlineData("\"a\"", "invalid_type@")]
    public async Task A_mixed_item_is_validated_like_its_parts(string item, string errors)
    {
        var expected = errors.Split(' ');
        Assert.Equal(expected, (await Batches.ReadAsync($"[{item}]", BatchForm.MixedArray)).Errors());
        Assert.Equal(expected, (await Batches.ReadAsync(item, BatchForm.MixedLines)).Errors());
    }

    [Theory]
    [InlineData("""[{"method":"upd"},{"method":"mod"}]""", OperationMethod.Update)]
    [InlineData("""[{"method":"upd"},{"method":"x"},1]""", OperationMethod.Update)]
    [InlineData("""[{"method":"add"},{"method":"del"}]""", OperationMethod.Multiple)]
    [InlineData("""[{"method":"add"},{"method":"del"},{"method":"del"}]""", OperationMethod.Multiple)]
    [InlineData("""[{"method":"x"}]""", OperationMethod.Multiple)]
    public async Task The_method_of_a_batch_includes_invalid_items(string body, OperationMethod method) =>
        Assert.Equal(method, (await Batches.ReadAsync(body, BatchForm.MixedArray)).Method);

    [Fact]
    public async Task All_items_are_counted_but_only_the_first_errors_kept()
    {
        var options = new WesogOptions();
        options.Limits.MaxErrors = 3;
        var body = "[" + string.Join(',', Enumerable.Repeat("""{"id":"a","src":"","date":""}""", 4)) + "]";

        var batch = await Batches.ReadAsync(body, options: options);
        Assert.Equal((4, 3, true), (batch.ItemErrors.Count, batch.ItemErrors.Errors.Count, batch.ItemErrors.Truncated));
        Assert.Equal([0, 0, 1], batch.ItemErrors.Errors.Select(error => error.Position));

        // An item that is split between chunks counts once.
        var chunked = await Batches.ReadAsync(Encoding.UTF8.GetBytes(body), options: options, chunkSize: 16);
        Assert.Equal(batch.ItemErrors.Errors, chunked.ItemErrors.Errors);
        Assert.Equal((4, true), (chunked.ItemErrors.Count, chunked.ItemErrors.Truncated));

        options.Limits.MaxErrors = 8;
        Assert.False((await Batches.ReadAsync(body, options: options)).ItemErrors.Truncated);
    }

    [Fact]
    public async Task Errors_before_the_id_of_an_item_have_the_id()
    {
        var batch = await Batches.ReadAsync("""[{"src":"x","id":"a"},{"src":"x","id":""}]""");
        Assert.Equal(["a", null, null], batch.ItemErrors.Errors.Select(error => error.ImageId));
    }

    [Fact]
    public async Task Texts_are_in_the_language_of_the_submission_and_show_only_an_excerpt_of_a_value()
    {
        var batch = await Batches.ReadAsync(
            $$"""[{"id":"a","src":"\u202e\u0007{{new string('x', 500)}}"}]""", submit: new SubmitOptions { TextLanguage = Language.Ru });
        var message = Assert.Single(batch.ItemErrors.Errors).Message;
        Assert.Contains("не виден", message);
        Assert.Contains("U+202E", message);
        Assert.Contains("\"\uFFFD\uFFFDxxx", message);
        Assert.Contains("x…\"", message);
        Assert.DoesNotContain(new string('x', 60), message);
    }
}
