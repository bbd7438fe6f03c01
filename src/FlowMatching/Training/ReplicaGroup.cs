using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// A trial's replicas: each differentiates its share of a batch, the arenas' gradients are averaged, and every replica
/// takes the same optimizer step, so that all keep the same parameters. A replica alone works on the caller's thread,
/// several have a thread each. Sums run in the order of the replicas, so that a run repeats bit for bit.
/// </summary>
internal sealed class ReplicaGroup : IDisposable
{
    private readonly Replica[] replicas;
    private readonly ReplicaThread[] threads;
    private readonly torch.Generator[] generators;
    private readonly Func<int, int, ulong> seeds;
    private readonly double[] losses;

    /// <summary>Builds the replicas; all parameters are zero.</summary>
    /// <param name="trial">What to train, and by how many replicas.</param>
    /// <param name="source">The data; not disposed of with the replicas.</param>
    /// <param name="generator">The trial's generator; a replica alone draws from it.</param>
    /// <param name="device">Where the first replica computes.</param>
    /// <param name="seeds">Seed of what one of several replicas draws in a step, from the step and the replica's number.</param>
    /// <exception cref="Catalogs.SettingValueException">A network does not fit the data; the message names the key at fault.</exception>
    public ReplicaGroup(TrialSpec trial, TrainingData source, torch.Generator generator, ComputeDevice device, Func<int, int, ulong> seeds)
    {
        this.seeds = seeds;
        var count = trial.Replicas;
        ComputeDevice[] devices = count == 1 ? [device] : [.. Enumerable.Range(0, count).Select(index => device.OfReplica(trial.Device, index))];
        generators = count == 1 ? [] : [.. devices.Select((own, index) => new torch.Generator(seeds(0, index), own.Device))];
        replicas = [.. devices.Select((own, index) => new Replica(trial, source, count == 1 ? generator : generators[index], own))];
        var torchThreads = count == 1 ? 0 : Math.Max(1, torch.get_num_threads() / count);
        threads = count == 1 ? [] : [.. Enumerable.Range(0, count).Select(index => new ReplicaThread($"replica {index}", torchThreads))];
        losses = new double[First.Losses.Length];
    }

    /// <summary>The first replica; its state stands for all.</summary>
    public Replica First => replicas[0];

    /// <summary>The replicas.</summary>
    public IReadOnlyList<Replica> All => replicas;

    /// <summary>The replicas' threads; none for a replica alone.</summary>
    public IReadOnlyList<ReplicaThread> Threads => threads;

    /// <summary>Each loss of the method, then each penalty of the coupling, of the last batch; not weighted.</summary>
    public ReadOnlySpan<double> Losses => losses;

    /// <summary>The squared errors of the last batch's velocities by bins of time.</summary>
    public TimeBins ByTime { get; } = new();

    /// <summary>The last batch as encoded, where a prior's own flow learns from it; to be used before the next step.</summary>
    public torch.Tensor? Encoded => replicas.Length == 1 || First.Encoded is null
        ? First.Encoded
        : torch.cat([.. replicas.Select(replica => replica.Encoded!)]);

    /// <summary>Evaluations of all replicas' networks so far, one a sample.</summary>
    public long Evaluations => replicas.Sum(replica => replica.Networks.Evaluations);

    /// <summary>Moves on to a step.</summary>
    /// <param name="step">The step, from 1.</param>
    /// <param name="samples">The batch's samples.</param>
    public void BeginStep(int step, ReadOnlySpan<int> samples)
    {
        foreach (var replica in replicas)
            replica.Coupling.BeginStep(step, samples);
        for (var index = 0; index < generators.Length; index++)
            generators[index].manual_seed((long)seeds(step, index));
    }

    /// <summary>Measures a batch and leaves the gradient of its loss in every replica's arena.</summary>
    /// <returns>Losses, means over the batch; where they are not finite, the gradients mean nothing.</returns>
    public TrainingLoss Differentiate(Batch batch)
    {
        ByTime.Clear();
        if (replicas.Length == 1)
        {
            var loss = First.Differentiate(batch);
            First.Losses.CopyTo(losses);
            ByTime.Add(First.ByTime);
            return loss;
        }

        using var scope = torch.NewDisposeScope();
        var shares = replicas.Select((replica, index) => batch.Part(index, replicas.Length).To(replica.Networks.Arena.Device.Device)).ToArray();
        var shared = OnEach(index => replicas[index].Differentiate(shares[index]));
        Array.Clear(losses);
        foreach (var replica in replicas)
        {
            for (var i = 0; i < losses.Length; i++)
                losses[i] += replica.Losses[i] / replicas.Length;
            ByTime.Add(replica.ByTime);
        }

        var mean = new TrainingLoss(shared.Average(loss => loss.Method), shared.Average(loss => loss.WeightedPenalty));
        if (double.IsFinite(mean.Total))
            AverageGradients();
        return mean;
    }

    /// <summary>Moves every replica's parameters against the gradients.</summary>
    /// <param name="step">The step, from 1.</param>
    public void Update(int step)
    {
        if (replicas.Length == 1)
        {
            First.Update(step);
            return;
        }

        OnEach(index =>
        {
            replicas[index].Update(step);
            return true;
        });
    }

    /// <summary>Gives the first replica's parameters, moments and average to all others.</summary>
    public void Spread()
    {
        var source = First.Networks.Arena;
        foreach (var replica in replicas[1..])
        {
            var arena = replica.Networks.Arena;
            arena.Values.copy_(source.Values);
            arena.FirstMoment.copy_(source.FirstMoment);
            arena.SecondMoment.copy_(source.SecondMoment);
            arena.Average?.copy_(source.Average!);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var thread in threads)
            thread.Dispose();
        foreach (var replica in replicas)
            replica.Dispose();
        foreach (var generator in generators)
            generator.Dispose();
    }

    private void AverageGradients()
    {
        var sum = First.Networks.Arena.Gradients;
        foreach (var replica in replicas[1..])
            sum.add_(replica.Networks.Arena.Gradients.to(sum.device));
        sum.div_(replicas.Length);
        foreach (var replica in replicas[1..])
            replica.Networks.Arena.Gradients.copy_(sum);
    }

    /// <summary>Runs a function for each replica on its thread and waits for all of them.</summary>
    private T[] OnEach<T>(Func<int, T> function) =>
        Task.WhenAll(threads.Select((thread, index) => thread.Run(() => function(index)))).GetAwaiter().GetResult();
}
