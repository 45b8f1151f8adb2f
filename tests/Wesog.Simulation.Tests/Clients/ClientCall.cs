using Wesog.Operations;
using Wesog.Simulation.Tests.Running;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Clients;

/// <summary>A call of a client to an engine.</summary>
internal sealed class ClientCall(int number, string what, Host host)
{
    private static readonly AsyncLocal<ClientCall?> _current = new();

    private ImageBatch? _batch;
    private string? _key;

    /// <summary>The client call that makes the current store call, or null for a call by the engine itself.</summary>
    public static ClientCall? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    public Host Host { get; } = host;

    public CancellationTokenSource Cancellation { get; } = new();

    public Request? Request { get; init; }

    /// <summary>
    /// The idempotency key. Each call has its own string instance, which distinguishes equal submissions of several clients.
    /// </summary>
    public string? Key => _key ??= Request?.Key is { } key ? new(key.AsSpan()) : null;

    /// <summary>The batch of the request. Each call has its own instances of the ids, which distinguish it as the key does.</summary>
    public ImageBatch Batch => _batch ??= new(Request!.Content.Items.Select(WithOwnId));

    /// <summary>Whether a store call failed because of an outage.</summary>
    public bool SawOutage { get; private set; }

    /// <summary>Whether the host ran out of memory during a store call.</summary>
    public bool SawOutOfMemory { get; private set; }

    /// <summary>Whether the store has accepted the operation.</summary>
    public bool WasAccepted { get; set; }

    /// <summary>Whether the store reported a full queue.</summary>
    public bool SawFullQueue { get; set; }

    public bool IsCompleted { get; set; }

    public void RecordOutage() => SawOutage = true;

    public void RecordOutOfMemory() => SawOutOfMemory = true;

    public override string ToString() => $"#{number} {Host} {what}";

    /// <summary>Whether the operation comes from the submission of this call.</summary>
    public bool IsOf(NewOperation operation, WesogOptions options) => operation switch
    {
        { Key: { } key } => ReferenceEquals(Key, key.Key),
        { Payload.Items: [var first, ..] } => Request is not null && Batch.Any(item => ReferenceEquals(IdOf(item), first.ImageId)),
        _ => Request?.IsOf(operation, options) == true,
    };

    private static ImageItem WithOwnId(ImageItem item) => item switch
    {
        ImageItem.Add add => new ImageItem.Add(add.Image with { Id = Own(add.Image.Id) }),
        ImageItem.Replace replace => new ImageItem.Replace(replace.Image with { Id = Own(replace.Image.Id) }),
        ImageItem.Modify modify => new ImageItem.Modify(modify.Change with { Id = Own(modify.Change.Id!) }),
        ImageItem.Delete delete => new ImageItem.Delete(Own(delete.Id)),
        _ => item,
    };

    private static string IdOf(ImageItem item) => item switch
    {
        ImageItem.Add add => add.Image.Id,
        ImageItem.Replace replace => replace.Image.Id,
        ImageItem.Modify modify => modify.Change.Id!,
        _ => ((ImageItem.Delete)item).Id,
    };

    private static string Own(string id) => new(id.AsSpan());
}
