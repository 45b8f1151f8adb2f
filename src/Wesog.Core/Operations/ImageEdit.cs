using Wesog.Images;

namespace Wesog.Operations;

/// <summary>
/// One change or deletion of all images that match a formula when the operation is executed, in the order of their ids: all of them or none, or, under
/// subset, all that can be changed.
/// </summary>
/// <example><code>var edit = new ImageEdit.Modify("city=Paris", new() { Country = "France" }) { ExpectedCount = 12 };</code></example>
/// <remarks><c>docs/specification.md</c>, section "Edits by query".</remarks>
public abstract record ImageEdit
{
    private ImageEdit(string formula) => Formula = formula;

    /// <summary>Selects the images; not blank. <c>has:id</c> selects all. <see cref="Query.ImageFilter"/> writes and parses formulas.</summary>
    public string Formula { get; init; }

    /// <summary>
    /// The number of images that must match, from 0 to <see cref="EngineLimits.MaxBatchItems"/>; otherwise the operation fails with
    /// <see cref="FailureCodes.CountMismatch"/>. Null for any number up to the limit.
    /// </summary>
    public int? ExpectedCount { get; init; }

    /// <summary>Changes some members of each image.</summary>
    /// <param name="Formula">Selects the images.</param>
    /// <param name="Change">Which members, and to what. It has no <see cref="ImageChange.Id"/>.</param>
    public sealed record Modify(string Formula, ImageChange Change) : ImageEdit(Formula);

    /// <summary>Deletes each image.</summary>
    /// <param name="Formula">Selects the images.</param>
    public sealed record Delete(string Formula) : ImageEdit(Formula);
}

/// <summary>A valid <see cref="ImageEdit"/>, in the form in which stores queue it.</summary>
/// <param name="Formula">The formula that selects the images.</param>
/// <param name="ExpectedCount">The number of images that must match; null for any.</param>
/// <param name="Method"><see cref="ItemMethod.Modify"/> or <see cref="ItemMethod.Delete"/>.</param>
/// <param name="Lang">The new language of the images; null if it does not change.</param>
/// <param name="Json">The change as the <see cref="BatchItem.Json"/> of a modification without an id; empty for a deletion.</param>
public sealed record QueryEdit(string Formula, int? ExpectedCount, ItemMethod Method, Language? Lang, ReadOnlyMemory<byte> Json);
