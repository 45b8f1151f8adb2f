using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Running;

/// <summary>
/// The way of a host's calls to the store and back. Each waits on the agenda until it reaches the store, and perhaps once more until
/// its answer reaches the host; what becomes of it is its fate.
/// </summary>
internal sealed class Line(Scene scene, Host host)
{
    public async ValueTask<T> CallAsync<T>(
        string name, Func<T> effect, CancellationToken cancellationToken, bool canBeRefused = false)
    {
        var flow = Flow.Current;
        name = $"{host} {name}";
        switch (await FateAsync(name, () => Effect(), canBeRefused, cancellationToken))
        {
            case CallOutcome.Unreached:
                throw Outage(flow);
            case CallOutcome.Canceled:
                throw new OperationCanceledException(cancellationToken);
            case CallOutcome.Refused:
                throw new InvalidDataException("A reason of its own.");
            case CallOutcome.AnswerLost:
                Effect();
                await ArriveAsync($"{name}: no answer", scene.Agenda.Now, null);
                throw Outage(flow);
            case CallOutcome.CanceledTooLate:
                Effect();
                throw new OperationCanceledException(cancellationToken);
            case CallOutcome.AnsweredLater:
                var answer = Effect();
                await ArriveAsync($"{name}: answer", scene.Agenda.Now, null);
                return answer;
            default:
                return Effect();
        }

        T Effect()
        {
            try
            {
                return effect();
            }
            catch (LeaseLostException)
            {
                scene.Trace.Add("  lease lost");
                scene.Tally.Count("leases lost");
                throw;
            }
        }
    }

    private async ValueTask<CallOutcome> FateAsync(string name, Action effect, bool canBeRefused, CancellationToken cancellationToken)
    {
        await ArriveAsync(name, scene.Agenda.Now, effect);
        var fate = Drawn(wasHeld: false);
        if (fate == CallOutcome.Held)
        {
            var delay = scene.Dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90));
            if (scene.Dice.Chance(0.5))
            {
                // Then its lease is not renewed either.
                scene.Hosts.Pause(host, delay);
            }

            await ArriveAsync($"{name}, late", scene.Agenda.Now + delay, effect);
            fate = Drawn(wasHeld: true);
        }

        return fate;

        CallOutcome Drawn(bool wasHeld)
        {
            var drawn = scene.Weather.FateOf(canBeRefused, wasHeld, cancellationToken);
            scene.Tally.Count($"calls {drawn}");
            if (drawn != CallOutcome.Answered)
            {
                scene.Trace.Add($"  {drawn}");
            }

            return drawn;
        }
    }

    private Task ArriveAsync(string name, TimeSpan notBefore, Action? effect)
    {
        var arrival = new TaskCompletionSource();
        if (!host.IsGone)
        {
            scene.Agenda.Add(new(name, host, notBefore, arrival.SetResult) { Leaves = effect is null ? null : () => Late(effect) });
        }

        return arrival.Task;
    }

    // No one is there any more to be told how it ended.
    private static void Late(Action effect)
    {
        try
        {
            effect();
        }
        catch (Exception failure) when (failure is WesogException or InvalidOperationException or InvalidDataException)
        {
        }
    }

    private static StoreUnavailableException Outage(Flow? flow)
    {
        flow?.MeetOutage();
        return new("simulated", StoreUnavailableReason.Unreachable);
    }
}
