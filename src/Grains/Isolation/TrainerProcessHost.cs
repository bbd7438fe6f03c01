using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;
using FastOde.Grains.Trainers;

namespace FastOde.Grains.Isolation;

/// <summary>What a trainer process does: it runs the attempts that the silo sends, one after the other, until the silo is gone.</summary>
public sealed class TrainerProcessHost : IDisposable
{
    private readonly IReadOnlyList<IAttemptProgram> programs;
    private readonly MessageStream messages;
    private readonly TimeProvider clock;
    private readonly SlotThread thread;
    private readonly Lock gate = new();
    private (AttemptLease Lease, RemoteSink Sink)? running;

    internal TrainerProcessHost(IEnumerable<IAttemptProgram> programs, MessageStream messages, int threads, TimeProvider clock)
    {
        (this.messages, this.clock) = (messages, clock);
        this.programs = [.. programs];
        thread = new("attempts", threads, cores: []);
    }

    /// <summary>Listens to the silo until it is gone.</summary>
    /// <returns>Whether an attempt was still running: nothing that it does now can be stored, so the process should end at once.</returns>
    public bool Run()
    {
        while (messages.Receive() is { } message)
        {
            switch (message)
            {
                case RunMessage run:
                    _ = Execute(run.Order);
                    break;
                case StopMessage stop:
                    ToSink(stop.Lease, sink => sink.RequestStop());
                    break;
                case SettledMessage settled:
                    ToSink(null, sink => sink.Settled(settled.Fault));
                    break;
                default:
                    throw new InvalidOperationException($"a silo does not send {message.GetType().Name}");
            }
        }

        lock (gate)
            return running is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => thread.Dispose();

    /// <summary>Passes something on to the attempt that runs, unless it is another one than is meant.</summary>
    private void ToSink(AttemptLease? lease, Action<RemoteSink> pass)
    {
        lock (gate)
        {
            if (running is { } attempt && (lease is null || (attempt.Lease.TrialId == lease.TrialId && attempt.Lease.Epoch == lease.Epoch)))
                pass(attempt.Sink);
        }
    }

    private async Task Execute(AttemptOrder order)
    {
        using var sink = new RemoteSink(messages, clock);
        lock (gate)
            running = (order.Lease, sink);
        var end = await End(order, sink);
        lock (gate)
            running = null;
        Say(end);
    }

    private async Task<TrainerMessage> End(AttemptOrder order, RemoteSink sink)
    {
        try
        {
            var program = programs.FirstOrDefault(candidate => candidate.Handles(order.Trial))
                ?? throw new InvalidOperationException($"nothing here can run trial {order.Lease.TrialId}");
            return new EndedMessage(await thread.Run(() => program.Run(order, sink), program.UsesTorch));
        }
        catch (Exception error)
        {
            return new FaultMessage(error.Message, error.ToString(), MachineFault.IsIn(error));
        }
    }

    private void Say(TrainerMessage message)
    {
        try
        {
            messages.Send(message);
        }
        catch (IOException)
        {
            // The silo is gone, and whoever listens for it ends the process.
        }
    }
}
