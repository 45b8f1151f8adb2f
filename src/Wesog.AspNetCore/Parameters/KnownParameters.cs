using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Serialization;
using static Wesog.AspNetCore.Parameters.Parameter;

namespace Wesog.AspNetCore.Parameters;

/// <summary>All parameters of all routes.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class KnownParameters
{
    /// <summary>The largest whole number that every JSON reader represents exactly: 2^53 - 1.</summary>
    public const long MaxNumber = (1L << 53) - 1;

    public static Parameter Wait { get; } = Flag(
        "wait", false, $"Whether to answer only when the operation has finished, or after {MaxWait} seconds.");

    public static Parameter Urgent { get; } = Flag("urgent", false, "Whether the operation overtakes those of yours that are not urgent.");

    public static Parameter Strict { get; } = Flag(
        "strict",
        true,
        "Whether an add of an id that exists, and an update of one that does not, are errors. " +
        "With `false` the one overwrites and the other is skipped.");

    public static Parameter Subset { get; } = Flag(
        "subset", false, "Whether the good items are written although others are bad. With `false` it is all or nothing.");

    public static Parameter ValidateOnly { get; } = Flag(
        "validate_only", false, "Whether only to judge the batch as of now: nothing is written or queued, and the answer has no `op_id`.");

    public static Parameter Lang { get; } = Choice(
        "lang", LanguageCodes.All, "The language of the texts in the answer. Where absent, `Accept-Language` decides.");

    /// <summary><see cref="Lang"/> on a write.</summary>
    public static Parameter WriteLang { get; } = Choice(
        "lang",
        LanguageCodes.All,
        "The language of the batch's metadata (`es` where absent), and of the texts in the answer " +
        "(where absent, `Accept-Language` decides).") with { Component = "write_lang" };

    public static Parameter Id { get; } = new(
        "id",
        "An image to delete. Repeatable. Either these or a body. " +
        "Write a plus sign as `%2B` and a space as `%20`: a raw `+` is refused.")
    {
        Component = "ids",
        IsRepeatable = true,
        RefusesPlus = true,
        Schema = "ImageId",
    };

    public static Parameter Fields { get; } = Choice(
        "fields", FieldSelection.AllNames, "Only the members named are answered. Repeatable: `fields=id&fields=title`.") with { IsRepeatable = true };

    /// <summary>The value of <see cref="Order"/> that reverses it.</summary>
    public const string Descending = "desc";

    private const string Ascending = "asc";

    // The largest batch that a host can allow.
    private const int MostItems = 1_000_000;

    public static Parameter Formula { get; } = new(
        "q", "A formula, such as `author=\"J. M. W. Turner\" && date>1840`: only images that match are found. All images where absent or blank.") { Schema = "Formula" };

    public static Parameter SortBy { get; } = Choice(
        "sort_by",
        [.. ImageSort.All.Select(sort => sort.Name)],
        "The member by which the images are ordered, `id` where absent. Images without it come last. An export is ordered by `id`.");

    public static Parameter Order { get; } = Choice(
        "order", [Ascending, Descending], "The direction of the order, `asc` where absent. An export is ascending.");

    public static Parameter Facets { get; } = Choice(
        "facets",
        [.. ImageFacet.All.Select(facet => facet.Name)],
        "A member whose values are counted over all images that match. Repeatable, each member once. Not for an export.") with { IsRepeatable = true };

    public static Parameter FacetLimit { get; } = Number(
        "facet_limit", 1, ImageQuery.MaxFacetLimit, 100, "Most values of a facet, 1 to 1,000. Not for an export.");

    public static Parameter Count { get; } = Flag("count", true, "Whether all images that match are counted. Not for an export.");

    /// <summary><see cref="SortBy"/> of an export.</summary>
    public static Parameter ExportSortBy { get; } = SortBy with { Choices = [ImageSort.Id.Name] };

    /// <summary><see cref="Order"/> of an export.</summary>
    public static Parameter ExportOrder { get; } = Order with { Choices = [Ascending] };

    public static Parameter Page { get; } = Number(
        "page", 1, MaxNumber, 1, "Which page, from 1. Not for an export. A late page costs more than an early one: to read all pages, follow the links.");

    public static Parameter After { get; } = new(
        "after", "The cursor of the `Link` with `rel=\"next\"` of the page before. Cannot be sent together with `page`.") { Schema = "ImageCursor" };

    public static Parameter ImageLimit { get; } = Number(
        "limit", 1, 10_000, 50, "Most images of a page, 1 to 10,000; of an export, any number, and all images where absent.") with
    {
        Component = "image_limit",
        SchemaMost = MaxNumber,
    };

    /// <summary><see cref="ImageLimit"/> of an export.</summary>
    public static Parameter ExportLimit { get; } = Number("limit", 1, MaxNumber, null, "Most images of an export.");

    public static Parameter OperationLimit { get; } = Number(
        "limit", 1, 1_000, 100, "Most operations of a page, 1 to 1,000.") with { Component = "operation_limit" };

    public static Parameter Before { get; } = Number(
        "before", 1, MaxNumber, null, "Only operations with a smaller number.") with { Schema = "OperationId" };

    /// <summary>In the order of <see cref="OperationState"/>.</summary>
    public static Parameter State { get; } = Choice(
        "state", WireNames.AllStates, "Only operations in one of these states. Repeatable.") with { Schema = "OperationState", IsRepeatable = true };

    /// <summary><see cref="State"/> of what can be canceled.</summary>
    public static Parameter PendingState { get; } = Choice(
        "state", [WireNames.Of(OperationState.Pending)], "Counts as a filter: all pending operations.") with { Component = "pending_state" };

    /// <summary>In the order of <see cref="OperationMethod"/>.</summary>
    public static Parameter Method { get; } = Choice(
        "method", WireNames.AllMethods, "Only operations of one of these methods. Repeatable.") with { Schema = "OperationMethod", IsRepeatable = true };

    public static Parameter LabelFilter { get; } = new("label", "Only operations with exactly this label.") { Component = "label_filter", Schema = "Label" };

    public static Parameter CreatedFrom { get; } = Moment("created_from", "Only operations that were created at this time or later.");

    public static Parameter CreatedBefore { get; } = Moment("created_before", "Only operations that were created before this time.");

    public static Parameter FinishedFrom { get; } = Moment("finished_from", "Only operations that finished at this time or later.");

    public static Parameter FinishedBefore { get; } = Moment("finished_before", "Only operations that finished before this time.");

    public static Parameter WaitSeconds { get; } = Number(
        "wait",
        0,
        60,
        0,
        "How many whole seconds to wait for the operation to finish, 0 to 60; the answer comes when it does, or when the time is up.") with
    {
        Component = "wait_seconds",
    };

    public static Parameter ImageId { get; } = Path(
        "id",
        "The image's id as one segment, percent-encoded and decoded exactly once: " +
        "`coast%2Flighthouse-01` is the id `coast/lighthouse-01`.") with { Component = "image_id", Schema = "ImageId" };

    public static Parameter OperationId { get; } = Path("op_id", "The operation's number.") with { Schema = "OperationId" };

    public static Parameter AcceptLanguage { get; } = Header(
        "Accept-Language", "The languages preferred for the texts in the answer: en, es, pt, fr or ru; `en` where none fits.");

    public static Parameter IdempotencyKey { get; } = Header(
        "Idempotency-Key",
        "Names this submission, so that sending it again returns the operation it has become instead of making another. " +
        "1 to 255 printable ASCII characters.") with { Schema = "IdempotencyKey" };

    public static Parameter IfNoneMatch { get; } = Header("If-None-Match", "The `ETag` of what you have: 304 when that is still right.");

    /// <summary>The formula of an edit by query.</summary>
    public static Parameter EditFormula { get; } = Formula with
    {
        Component = "edit_q",
        Description = "Edits all images that match this formula when the operation is executed, in one operation. Not blank: all images are `has:id`.",
    };

    public static Parameter Expect { get; } = Number(
        "expect", 0, MostItems, null, "With `q`: how many images must match, from 0 to the largest number of items of a batch. If another number does, the operation fails with `count_mismatch`.");

    public static Parameter Label { get; } = new("label", "Your own name for what the request does, shown in its operation: 1 to 255 characters.") { Schema = "Label" };

    public static Parameter IfMatch { get; } = Header(
        "If-Match", "Entity tags that `GET` without `fields` gave, or `*`: the image must have one of them, or exist, when the operation runs. Weak tags match nothing.");

    /// <summary>The <c>If-None-Match</c> of an addition.</summary>
    public static Parameter IfAbsent { get; } = Header(
        "If-None-Match", "Only `*`: the image must not exist when the operation runs, also with `strict=false`.") with { Component = "if_absent" };

    /// <summary>The filters of operations, apart from their state.</summary>
    public static IReadOnlyList<Parameter> OfOperations { get; } = [Method, LabelFilter, CreatedFrom, CreatedBefore, FinishedFrom, FinishedBefore];

    /// <summary>The parameters of every write.</summary>
    public static IReadOnlyList<Parameter> OfWrites { get; } =
        [Wait, Urgent, Strict, Subset, ValidateOnly, WriteLang, Label, IdempotencyKey, AcceptLanguage];

    /// <summary>The parameters of an export of images.</summary>
    public static IReadOnlyList<Parameter> OfExports { get; } = [Formula, ExportSortBy, ExportOrder, After, ExportLimit, Fields, Lang];

    /// <summary>The parameters of every other route.</summary>
    public static IReadOnlyList<Parameter> OfReads { get; } = [Lang, AcceptLanguage];
}
