using System.Collections.Concurrent;
using System.Reflection;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>Trials outside any silo that remember what they are told.</summary>
internal sealed class ToldTrials
{
    private readonly ConcurrentQueue<string> told = new();

    public ToldTrials() => Grains = Factory.Of(this);

    /// <summary>Gives these trials for every id.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>What was told, in order: the trial, a colon and what.</summary>
    public IReadOnlyList<string> Told => [.. told];

    /// <summary>What a trial answers.</summary>
    public Func<string, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>The trial of an id.</summary>
    public ITrialGrain Trial(string id) => new Grain(this, id);

    private Task Tell(string trialId, object what)
    {
        told.Enqueue($"{trialId}:{what}");
        return Answer(trialId);
    }

    private sealed class Grain(ToldTrials trials, string id) : ITrialGrain
    {
        public Task<bool> GiveWay(string slotId, string reason) => throw new NotSupportedException();

        public Task Start(TrialSummary trial, TrialTerms terms) => throw new NotSupportedException();

        public Task Pause() => throw new NotSupportedException();

        public Task Cancel() => throw new NotSupportedException();

        public Task Prune(string reason) => throw new NotSupportedException();

        public Task<bool> SlotGranted(string slotId, IReadOnlyList<GpuShare> shares) => throw new NotSupportedException();

        public Task Hindered(string? reason) => throw new NotSupportedException();

        public Task Progress(AttemptProgress progress) => trials.Tell(id, $"step {progress.Step}");

        public Task MetricsAdded(AttemptLease lease, IReadOnlyList<MetricPoint> points) => trials.Tell(id, $"{points.Count} points");

        public Task EvaluationsAdded(AttemptLease lease, IReadOnlyList<EvaluationRecord> rows, double? objective, IReadOnlyList<double?> others) => trials.Tell(id, $"{rows.Count} rows");

        public Task AttemptEnded(AttemptOutcome outcome) => trials.Tell(id, outcome.State);

        public Task LeaseExpired(long epoch) => trials.Tell(id, epoch);
    }

    /// <summary>A grain factory of which only trials by their id are asked for.</summary>
#pragma warning disable CA1852 // The proxy derives from it at run time.
    private class Factory : DispatchProxy
#pragma warning restore CA1852
    {
        private ToldTrials? trials;

        public static IGrainFactory Of(ToldTrials trials)
        {
            var factory = Create<IGrainFactory, Factory>();
            ((Factory)(object)factory).trials = trials;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            args?[0] is string id && targetMethod?.ReturnType == typeof(ITrialGrain)
                ? trials!.Trial(id)
                : throw new NotSupportedException($"{targetMethod}");
    }
}
