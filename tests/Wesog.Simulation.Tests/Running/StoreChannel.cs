using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Running;

/// <summary>
/// Transports the calls of a host to the store and the responses back. Request and response are steps in the event queue. The
/// fault profile selects the outcome of each call.
/// </summary>
internal sealed class StoreChannel(SimulationContext context, Host host)
{
    public async ValueTask<T> CallAsync<T>(
        string name, Func<T> effect, CancellationToken cancellationToken, bool canFail = false)
    {
        var clientCall = ClientCall.Current;
        name = $"{host} {name}";
        if (host.IsOutOfDescriptors)
        {
            context.Counters.Count("calls without a descriptor");
            host.HasFailedToConnect = true;
            await DelayAsync($"{name}: no descriptor", context.Events.Now, null);
            throw Outage(clientCall);
        }

        switch (await NextOutcomeAsync(name, () => Effect(), canFail, cancellationToken))
        {
            case CallOutcome.NotReceived:
                throw Outage(clientCall);
            case CallOutcome.Canceled:
                throw new OperationCanceledException(cancellationToken);
            case CallOutcome.Failed:
                throw new InvalidDataException("A simulated internal error.");
            case CallOutcome.OutOfMemory:
                throw OutOfMemory(clientCall);
            case CallOutcome.OutOfMemoryTooLate:
                Effect();
                throw OutOfMemory(clientCall);
            case CallOutcome.ResponseLost:
                Effect();
                await DelayAsync($"{name}: no response", context.Events.Now, null);
                throw Outage(clientCall);
            case CallOutcome.CanceledTooLate:
                Effect();
                throw new OperationCanceledException(cancellationToken);
            case CallOutcome.ResponseDelayed:
                var response = Effect();
                await DelayAsync($"{name}: response", context.Events.Now, null);
                return response;
            default:
                return Effect();
        }

        T Effect()
        {
            try
            {
                context.Store.RequireOwner(host);
                return effect();
            }
            catch (StoreUnavailableException)
            {
                clientCall?.RecordOutage();
                throw;
            }
            catch (LeaseLostException)
            {
                context.Trace.Add("  lease lost");
                context.Counters.Count("leases lost");
                throw;
            }
        }
    }

    private async ValueTask<CallOutcome> NextOutcomeAsync(string name, Action effect, bool canFail, CancellationToken cancellationToken)
    {
        await DelayAsync(name, context.Events.Now, effect);
        var outcome = Draw(wasDelayed: false);
        if (outcome == CallOutcome.Delayed)
        {
            var delay = context.Random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90));
            if (context.Random.Chance(0.5))
            {
                // A paused host does not renew its lease either.
                context.Hosts.Pause(host, delay);
            }

            await DelayAsync($"{name}, late", context.Events.Now + delay, effect);
            outcome = Draw(wasDelayed: true);
        }

        return outcome;

        CallOutcome Draw(bool wasDelayed)
        {
            var drawn = context.Faults.NextOutcome(canFail, wasDelayed, cancellationToken);
            context.Counters.Count($"calls {drawn}");
            if (drawn != CallOutcome.Completed)
            {
                context.Trace.Add($"  {drawn}");
            }

            return drawn;
        }
    }

    private Task DelayAsync(string name, TimeSpan notBefore, Action? effect)
    {
        var step = new TaskCompletionSource();
        if (!host.IsDown)
        {
            context.Events.Add(new(name, host, notBefore, step.SetResult) { InFlightEffect = effect is null ? null : () => RunIgnoringResult(effect) });
        }

        return step.Task;
    }

    // The host is down, so no caller receives the result.
    private static void RunIgnoringResult(Action effect)
    {
        try
        {
            effect();
        }
        catch (Exception failure) when (failure is WesogException or InvalidOperationException or InvalidDataException)
        {
        }
    }

    private static InsufficientMemoryException OutOfMemory(ClientCall? clientCall)
    {
        clientCall?.RecordOutOfMemory();
        return new("Simulated.");
    }

    private static StoreUnavailableException Outage(ClientCall? clientCall)
    {
        clientCall?.RecordOutage();
        return new("simulated", StoreUnavailableReason.Unreachable);
    }
}
