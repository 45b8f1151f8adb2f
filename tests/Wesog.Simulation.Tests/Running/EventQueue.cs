namespace Wesog.Simulation.Tests.Running;

/// <summary>All that can happen next. Nothing in a run happens but by a step taken from here, one at a time.</summary>
internal sealed class EventQueue
{
    // Flows with all that a run begins, and tells when that goes on, on whatever thread.
    private static readonly AsyncLocal<EventQueue?> _present = new(change => change.CurrentValue?.NoteEscape("Something"));

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<Step> _steps = [];
    private volatile string? _escaped;

    public TimeSpan Now { get; private set; }

    /// <summary>What went on beside the agenda, on another thread, whose order no seed decides; null while nothing did.</summary>
    public string? Escaped => _escaped;

    /// <summary>From here on all that is begun belongs to this run.</summary>
    public void Begin() => _present.Value = this;

    /// <summary>When the next step can happen; null where there is none.</summary>
    public TimeSpan? Next => _steps.Count == 0 ? null : _steps.Min(step => step.From);

    public void Add(Step step)
    {
        AssertHere(step.Name);
        _steps.Add(step);
    }

    public void Remove(Step step) => _steps.Remove(step);

    public bool Any(Func<Step, bool> condition) => _steps.Any(condition);

    /// <summary>Takes one of the steps that can happen now.</summary>
    public Step? Take(SeededRandom dice)
    {
        var ready = _steps.Count(step => step.From <= Now);
        if (ready == 0)
        {
            return null;
        }

        var chosen = _steps.Where(step => step.From <= Now).ElementAt(dice.Below(ready));
        _steps.Remove(chosen);
        return chosen;
    }

    /// <summary>Takes all steps of a host out.</summary>
    public List<Step> TakeAll(Host host)
    {
        var steps = _steps.FindAll(step => step.Host == host);
        _steps.RemoveAll(step => step.Host == host);
        return steps;
    }

    public void Advance(TimeSpan by) => Now += by;

    /// <summary>Stops what runs on another thread than the run's own.</summary>
    public void AssertHere(string name)
    {
        if (NoteEscape(name))
        {
            throw new InvalidOperationException($"{name} runs beside the simulation.");
        }
    }

    private bool NoteEscape(string name)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            return false;
        }

        _escaped ??= name;
        return true;
    }
}
