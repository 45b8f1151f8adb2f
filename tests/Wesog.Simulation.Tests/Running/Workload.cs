using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;

namespace Wesog.Simulation.Tests.Running;

/// <summary>The actions of a run: client calls and host failures. Each run has its own random weights.</summary>
internal sealed class Workload
{
    private readonly SimulationContext _context;
    private readonly Clients.Clients _clients;
    private readonly Batches _batches;
    private readonly string[] _tenants;
    private readonly List<Request> _keyed = [];
    private readonly List<(Action Run, int Weight)> _actions;

    public Workload(SimulationContext context)
    {
        _context = context;
        _clients = new(context);
        _batches = new(context);
        _tenants = [.. Enumerable.Range(1, Random.Between(1, 3)).Select(number => $"t{number}")];
        _actions =
        [
            (() => _clients.Submit(Host, NewRequest(Random.Pick(_tenants))), Random.Between(2, 10)),
            (() => SubmitSeveral(_clients.Submit), Random.Between(0, 3)),
            (() => SubmitSeveral(_clients.SubmitAndWait), Random.Between(0, 3)),
            (() => _clients.SubmitAndWait(Host, NewRequest(Random.Pick(_tenants))), Random.Between(0, 6)),
            (SubmitAgain, Random.Between(0, 6)),
            (Wait, Random.Between(0, 3)),
            (Cancel, Random.Between(0, 3)),
            (CancelCall, Random.Between(0, 2)),
            (() => Hosts.Pause(Host, Random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90))), Random.Pick(0, 1, 3)),
            (() => Hosts.Crash(Host), Random.Pick(0, 1, 2)),
            (Stop, Random.Pick(0, 0, 1)),
            (() => Host.Time.Skew += Random.Between(TimeSpan.FromSeconds(-5), TimeSpan.FromSeconds(5)), Random.Pick(0, 1)),
            (() => Hosts.JumpClock(Host, Random.Between(TimeSpan.FromHours(1), TimeSpan.FromDays(90)), Random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(3))), Random.Pick(0, 0, 1)),
            (() => Hosts.ExhaustDescriptors(Host, Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(50))), Random.Pick(0, 0, 1)),
            (() => _context.Faults.OutageUntil = _context.Events.Now + Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(50)), Random.Pick(0, 0, 1)),
        ];
    }

    private SeededRandom Random => _context.Random;

    private Hosts Hosts => _context.Hosts;

    private Host Host => Random.Pick([.. Hosts.Running]);

    public void Next()
    {
        if (!Hosts.Running.Any())
        {
            return;
        }

        var drawn = Random.Below(_actions.Sum(action => action.Weight));
        foreach (var (action, weight) in _actions)
        {
            if (drawn < weight)
            {
                action();
                return;
            }

            drawn -= weight;
        }
    }

    /// <summary>Submits one operation of a new tenant to an engine.</summary>
    public string SubmitProbe(Host host)
    {
        var tenant = $"last-{host}";
        _clients.Submit(host, new(tenant, new(Strict: true, Subset: false, Urgent: false, [new ImageItem.Delete("a")]), Key: null));
        return tenant;
    }

    private Request NewRequest(string tenant)
    {
        var isKeyed = Random.Chance(0.4);
        var request = new Request(tenant, _batches.Next(tenant), isKeyed ? $"k{_keyed.Count}" : null);
        if (isKeyed)
        {
            _keyed.Add(request);
        }

        return request;
    }

    // Concurrent submissions share a work item or an inline commit.
    private void SubmitSeveral(Action<Host, Request> submit)
    {
        var (host, tenant) = (Host, Random.Pick(_tenants));
        for (var times = Random.Between(2, 5); times > 0; times--)
        {
            submit(host, NewRequest(tenant));
        }
    }

    // Repeats a submission, as after a lost response or from two clients. Sometimes reuses the key with other content.
    private void SubmitAgain()
    {
        if (_keyed.Count == 0)
        {
            _keyed.Add(NewRequest(Random.Pick(_tenants)) with { Key = $"k{_keyed.Count}" });
        }

        var request = _keyed[Random.Between(Math.Max(0, _keyed.Count - 3), _keyed.Count - 1)];
        if (Random.Chance(0.1))
        {
            request = request.WithOtherContent();
        }

        for (var times = Random.Between(1, 2); times > 0; times--)
        {
            if (Random.Chance(0.7))
            {
                _clients.Submit(Host, request);
            }
            else
            {
                _clients.SubmitAndWait(Host, request);
            }
        }
    }

    private void Wait()
    {
        var (tenant, id) = SomeOperation();
        _clients.Wait(Host, tenant, id, Random.Chance(0.3) ? Timeout.InfiniteTimeSpan : Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(60)));
    }

    private void Cancel()
    {
        var (tenant, id) = SomeOperation();
        _clients.Cancel(Host, tenant, id);
    }

    // One of the last operations, or the next one.
    private (string Tenant, long Id) SomeOperation()
    {
        var tenant = Random.Pick(_tenants);
        var count = _context.Store[tenant].Operations.Count;
        return (tenant, Random.Between(Math.Max(1, count - 3), count + 1));
    }

    private void CancelCall()
    {
        if (Hosts.Stopping.FirstOrDefault() is { } host)
        {
            host.Cancellation.Cancel();
        }
        else if (Hosts.ClientCalls.Count > 0)
        {
            Random.Pick(Hosts.ClientCalls).Cancellation.Cancel();
        }
    }

    private void Stop()
    {
        var host = Host;
        _ = Hosts.StopAsync(host, restarts: true);
        if (Random.Chance(0.2))
        {
            host.Cancellation.Cancel();
        }
    }
}
