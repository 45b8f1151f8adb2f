using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;

namespace Wesog.Simulation.Tests.Running;

/// <summary>What is done to the engines from outside: clients call, machines fail. Each run has likes and dislikes of its own.</summary>
internal sealed class Story
{
    private readonly Scene _scene;
    private readonly Clients.Clients _clients;
    private readonly Batches _batches;
    private readonly string[] _tenants;
    private readonly List<Request> _keyed = [];
    private readonly List<(Action Deed, int Weight)> _deeds;

    public Story(Scene scene)
    {
        _scene = scene;
        _clients = new(scene);
        _batches = new(Dice);
        _tenants = [.. Enumerable.Range(1, Dice.Between(1, 3)).Select(number => $"t{number}")];
        _deeds =
        [
            (() => _clients.Submit(Host, NewRequest(Dice.Pick(_tenants))), Dice.Between(2, 10)),
            (() => SubmitSeveral(_clients.Submit), Dice.Between(0, 3)),
            (() => SubmitSeveral(_clients.SubmitAndWait), Dice.Between(0, 3)),
            (() => _clients.SubmitAndWait(Host, NewRequest(Dice.Pick(_tenants))), Dice.Between(0, 6)),
            (SubmitAgain, Dice.Between(0, 6)),
            (Wait, Dice.Between(0, 3)),
            (Cancel, Dice.Between(0, 3)),
            (GiveUp, Dice.Between(0, 2)),
            (() => Hosts.Pause(Host, Dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90))), Dice.Pick(0, 1, 3)),
            (() => Hosts.Crash(Host), Dice.Pick(0, 1, 2)),
            (Stop, Dice.Pick(0, 0, 1)),
            (() => Host.Time.Skew += Dice.Between(TimeSpan.FromSeconds(-5), TimeSpan.FromSeconds(5)), Dice.Pick(0, 1)),
            (() => _scene.Weather.DownUntil = _scene.Agenda.Now + Dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(50)), Dice.Pick(0, 0, 1)),
        ];
    }

    private SeededRandom Dice => _scene.Dice;

    private Hosts Hosts => _scene.Hosts;

    private Host Host => Dice.Pick([.. Hosts.Running]);

    public void Next()
    {
        if (!Hosts.Running.Any())
        {
            return;
        }

        var drawn = Dice.Below(_deeds.Sum(deed => deed.Weight));
        foreach (var (deed, weight) in _deeds)
        {
            if (drawn < weight)
            {
                deed();
                return;
            }

            drawn -= weight;
        }
    }

    /// <summary>Asks an engine for one thing, of a tenant that no other has heard of.</summary>
    public string Ask(Host host)
    {
        var tenant = $"last-{host}";
        _clients.Submit(host, new(tenant, new(Strict: true, Subset: false, Urgent: false, [new ImageItem.Delete("a")]), Key: null));
        return tenant;
    }

    private Request NewRequest(string tenant)
    {
        var isKeyed = Dice.Chance(0.4);
        var request = new Request(tenant, _batches.Next(), isKeyed ? $"k{_keyed.Count}" : null);
        if (isKeyed)
        {
            _keyed.Add(request);
        }

        return request;
    }

    // So that neighbours share a turn, or wait for the short road together.
    private void SubmitSeveral(Action<Host, Request> submit)
    {
        var (host, tenant) = (Host, Dice.Pick(_tenants));
        for (var times = Dice.Between(2, 5); times > 0; times--)
        {
            submit(host, NewRequest(tenant));
        }
    }

    // As a client does that got no answer, or two that do not know of one another; or with a key that stands for something else.
    private void SubmitAgain()
    {
        if (_keyed.Count == 0)
        {
            _keyed.Add(NewRequest(Dice.Pick(_tenants)) with { Key = $"k{_keyed.Count}" });
        }

        var request = _keyed[Dice.Between(Math.Max(0, _keyed.Count - 3), _keyed.Count - 1)];
        if (Dice.Chance(0.1))
        {
            request = request.Other();
        }

        for (var times = Dice.Between(1, 2); times > 0; times--)
        {
            if (Dice.Chance(0.7))
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
        _clients.Wait(Host, tenant, id, Dice.Chance(0.3) ? Timeout.InfiniteTimeSpan : Dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(60)));
    }

    private void Cancel()
    {
        var (tenant, id) = SomeOperation();
        _clients.Cancel(Host, tenant, id);
    }

    // Of the last ones, or the one to come.
    private (string Tenant, long Id) SomeOperation()
    {
        var tenant = Dice.Pick(_tenants);
        var count = _scene.Store[tenant].Operations.Count;
        return (tenant, Dice.Between(Math.Max(1, count - 3), count + 1));
    }

    private void GiveUp()
    {
        if (Hosts.Stopping.FirstOrDefault() is { } host)
        {
            host.GiveUp.Cancel();
        }
        else if (Hosts.Flows.Count > 0)
        {
            Dice.Pick(Hosts.Flows).GiveUp.Cancel();
        }
    }

    private void Stop()
    {
        var host = Host;
        _ = Hosts.StopAsync(host, comesBack: true);
        if (Dice.Chance(0.2))
        {
            host.GiveUp.Cancel();
        }
    }
}
