using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Sqlite.CrashTest;

/// <summary>
/// The n-th operation of a submitter, strict and all-or-nothing. It replaces the marker of the previous step and adds its own.
/// So it fails if it runs before the previous step or twice; its success shows that neither happened.
/// </summary>
internal sealed record Step(int Submitter, int Number)
{
    public string Key => $"{Submitter}-{Number}";

    /// <summary>Alternates between twenty steps that wait, which run inline if no other operation is pending, and twenty that do not.</summary>
    public SubmitOptions Options => new() { IdempotencyKey = Key, Urgent = false, Wait = Number / 20 % 2 == 0 };

    public ImageBatch Batch
    {
        get
        {
            var batch = new ImageBatch();
            if (Number > 1)
            {
                batch.Replace(Marker(Number - 1, "seen"));
            }

            return batch.Add(Marker(Number, "new")).Add(ImageIds.Select(id => Image(id, "batch")));
        }
    }

    public string MarkerId => MarkerOf(Number);

    /// <summary>Most steps are small, some are large.</summary>
    public IEnumerable<string> ImageIds => Enumerable.Range(0, Number % 17 == 0 ? 400 : Number * 7 % 23).Select(i => $"{Key}-{i:D3}");

    private string MarkerOf(int number) => $"marker-{Submitter}-{number}";

    private Image Marker(int number, string title) => Image(MarkerOf(number), title);

    private static Image Image(string id, string title) =>
        new() { Id = id, Src = $"https://images.test/{id}", Title = title, Caption = new string('c', 200) };
}
