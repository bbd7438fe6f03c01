using System.Collections.Concurrent;
using FastOde.Contracts.Trials;
using FastOde.Storage.Measurements;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>A store that remembers what it is given, or refuses it.</summary>
internal sealed class ScriptedMeasurementStore : IMeasurementStore
{
    private readonly ConcurrentQueue<IReadOnlyList<AttemptReport>> writes = new();

    /// <summary>What one write does before it counts; a failure is what is thrown instead of writing.</summary>
    public Func<Task> Write { get; set; } = () => Task.CompletedTask;

    /// <summary>Writes begun.</summary>
    public int Begun { get; private set; }

    /// <summary>The reports of each write, in order.</summary>
    public IReadOnlyList<IReadOnlyList<AttemptReport>> Writes => [.. writes];

    public async Task Add(AttemptLease lease, IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken)
    {
        Begun++;
        await Write();
        writes.Enqueue(reports);
    }

    public Task<IReadOnlyList<int>> EvaluatedSteps(string trialId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<int>>([]);
}
