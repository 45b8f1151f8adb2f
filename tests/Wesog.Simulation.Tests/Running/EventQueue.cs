namespace Wesog.Simulation.Tests.Running;

/// <summary>The pending steps of a run. A run executes only these steps, one at a time.</summary>
internal sealed class EventQueue
{
    // Flows with the execution context of a run, and detects work that continues on another thread.
    private static readonly AsyncLocal<EventQueue?> _current = new(change => change.CurrentValue?.RecordEscape("Something"));

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<Step> _steps = [];
    private volatile string? _escapedWork;

    public TimeSpan Now { get; private set; }

    /// <summary>The work that ran on another thread, outside the order that the seed determines, or null.</summary>
    public string? EscapedWork => _escapedWork;

    /// <summary>Marks all work that starts from now on as part of this run.</summary>
    public void Begin() => _current.Value = this;

    /// <summary>The time at which the next step is ready, or null if there is none.</summary>
    public TimeSpan? Next => _steps.Count == 0 ? null : _steps.Min(step => step.ReadyAt);

    public void Add(Step step)
    {
        AssertOnSimulationThread(step.Name);
        _steps.Add(step);
    }

    public void Remove(Step step) => _steps.Remove(step);

    public bool Any(Func<Step, bool> condition) => _steps.Any(condition);

    /// <summary>Removes and returns a random step that is ready, or null.</summary>
    public Step? Take(SeededRandom random)
    {
        var ready = _steps.Count(step => step.ReadyAt <= Now);
        if (ready == 0)
        {
            return null;
        }

        var chosen = _steps.Where(step => step.ReadyAt <= Now).ElementAt(random.Below(ready));
        _steps.Remove(chosen);
        return chosen;
    }

    /// <summary>Removes and returns all steps of a host.</summary>
    public List<Step> TakeAll(Host host)
    {
        var steps = _steps.FindAll(step => step.Host == host);
        _steps.RemoveAll(step => step.Host == host);
        return steps;
    }

    public void Advance(TimeSpan by) => Now += by;

    /// <summary>Throws on any thread other than that of the run.</summary>
    public void AssertOnSimulationThread(string name)
    {
        if (RecordEscape(name))
        {
            throw new InvalidOperationException($"{name} runs outside the simulation.");
        }
    }

    private bool RecordEscape(string name)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            return false;
        }

        _escapedWork ??= name;
        return true;
    }
}
