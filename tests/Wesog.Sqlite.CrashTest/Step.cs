using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;

namespace Wesog.Sqlite.CrashTest;

/// <summary>
/// The n-th operation of a submitter. Most are strict batches that replace the marker of the last batch, at the revision that the steps before give it, and add
/// their own. Some are edits of the images of the step before, whose number they expect. So a step fails if it runs before the previous one or twice; its success
/// shows that neither happened.
/// </summary>
internal sealed record Step(int Submitter, int Number)
{
    private const string Changed = "changed";

    private enum Kind
    {
        Batch,

        /// <summary>A batch in subset mode with one item whose precondition does not hold.</summary>
        PartialBatch,

        /// <summary>Changes the images of the previous step.</summary>
        Change,

        /// <summary>Deletes the images of the previous step, but not its marker.</summary>
        Deletion,
    }

    public string Key => $"{Submitter}-{Number}";

    /// <summary>Alternates between twenty steps that wait, of which batches run inline if no other operation is pending, and twenty that do not.</summary>
    public SubmitOptions Options => new() { IdempotencyKey = Key, Label = Key, Subset = What == Kind.PartialBatch, Urgent = false, Wait = Number / 20 % 2 == 0 };

    /// <summary>The final state of its operation.</summary>
    public OperationState End => What == Kind.PartialBatch ? OperationState.Partial : OperationState.Succeeded;

    /// <summary>The edit by query; null if the step is a batch.</summary>
    public ImageEdit? Edit => What switch
    {
        Kind.Change => new ImageEdit.Modify(IsOf(Previous).ToString(), new() { Author = Changed, Keywords = ListEdit.Add(Changed) }) { ExpectedCount = Previous.ImageIds.Count() + 1 },
        Kind.Deletion => new ImageEdit.Delete((IsOf(Previous) & ImageFilter.Title.Equals("batch")).ToString()) { ExpectedCount = Previous.ImageIds.Count() },
        _ => null,
    };

    public ImageBatch Batch
    {
        get
        {
            var batch = new ImageBatch();
            if (LastBatch is { } last)
            {
                batch.Replace(last.Marker("seen"), ifRevision: last == Previous || Previous.What != Kind.Change ? 1 : 2);
                if (What == Kind.PartialBatch)
                {
                    batch.Delete(last.MarkerId, ifRevision: 99);
                }
            }

            return batch.Add(Marker("new")).Add(ImageIds.Select(id => Image(id, "batch")));
        }
    }

    private Kind What => (Number % 10) switch
    {
        2 => Kind.PartialBatch,
        4 => Kind.Change,
        9 => Kind.Deletion,
        _ => Kind.Batch,
    };

    private Step Previous => this with { Number = Number - 1 };

    private Step? LastBatch => Number == 1 ? null : Previous.Edit is null ? Previous : Previous.Previous;

    private string MarkerId => $"marker-{Key}";

    /// <summary>Most batches are small, some are large.</summary>
    private IEnumerable<string> ImageIds => Enumerable.Range(0, Number % 17 == 0 ? 400 : 1 + (Number * 7 % 22)).Select(i => $"{Key}-{i:D3}");

    /// <summary>Does to the images of the submitter what the step must do.</summary>
    public void Apply(Dictionary<string, (Image Image, long Revision)> images)
    {
        switch (What)
        {
            case Kind.Change:
                foreach (var id in Previous.ImageIds.Append(Previous.MarkerId))
                {
                    images[id] = (images[id].Image with { Author = Changed, Keywords = [Changed] }, images[id].Revision + 1);
                }

                break;
            case Kind.Deletion:
                foreach (var id in Previous.ImageIds)
                {
                    images.Remove(id);
                }

                break;
            default:
                if (LastBatch is { } last)
                {
                    images[last.MarkerId] = (last.Marker("seen"), images[last.MarkerId].Revision + 1);
                }

                images.Add(MarkerId, (Marker("new"), 1));
                foreach (var id in ImageIds)
                {
                    images.Add(id, (Image(id, "batch"), 1));
                }

                break;
        }
    }

    private static ImageFilter IsOf(Step step) => ImageFilter.Author.Equals($"step {step.Key}");

    private Image Marker(string title) => Image(MarkerId, title);

    private Image Image(string id, string title) => new()
    {
        Id = id,
        Src = $"https://images.test/{id}",
        Title = title,
        Author = $"step {Key}",
        Caption = new string('c', 200),
        Lang = Language.Es,
    };
}
