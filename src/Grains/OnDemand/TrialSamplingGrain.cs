// Makes samples of one trial when somebody asks: a handle on the process's thread for such work. Notifies nobody; whoever
// waits asks.
using System.Globalization;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Solvers.Grids;

namespace FastOde.Grains.OnDemand;

/// <summary>Keeps the newest order of its trial.</summary>
internal sealed class TrialSamplingGrain(IResultQueries results, SamplingDesk desk) : Grain, ITrialSamplingGrain
{
    private const int PartBytes = 1 << 19;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private SamplingWork? work;

    private string TrialId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<SamplingStatus> Sample(SampleOrder order)
    {
        var setting = Setting(order);
        if (work?.Status.IsGoing == true)
            throw new ExperimentRefusedException($"Samples of trial {TrialId} are being made; wait for them, or cancel them.");
        await OnDemandTrial.Require(results, TrialId, order.Step);
        await Forget();
        work = desk.Begin(TrialId, order, setting);
        return await Stand();
    }

    /// <inheritdoc/>
    public Task<SamplingStatus?> Cancel()
    {
        work?.Cancel();
        return Status();
    }

    /// <inheritdoc/>
    public async Task<SamplingStatus?> Status() => work is null ? null : await Stand();

    /// <inheritdoc/>
    public Task<SamplingChoices> Choices()
    {
        var solvers = SolverCatalog.Solvers.Names.ToLookup(name => SolverCatalog.Solvers.Find(name).IsAdaptive);
        return Task.FromResult(new SamplingChoices { FixedStep = [.. solvers[false]], Adaptive = [.. solvers[true]], Grids = TimeGridNames.Known });
    }

    /// <inheritdoc/>
    public Task<SamplePoints?> Points(string key) => Task.FromResult(work?.Status.Key == key ? work.Points : null);

    /// <inheritdoc/>
    public async Task<byte[]> Read(string key, string name, long offset)
    {
        await using var file = (work?.Status.Key == key ? work.Open(name) : null)
            ?? throw new KeyNotFoundException($"The samples of trial {TrialId} are not kept any more; make them again.");
        file.Position = offset;
        var part = new byte[Math.Min(PartBytes, Math.Max(0, file.Length - offset))];
        await file.ReadExactlyAsync(part);
        return part;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Forget();

    private static SolverSetting Setting(SampleOrder order)
    {
        Require(order.Count, SampleOrder.MostSamples, "count", least: 1);
        Require(order.Seed, int.MaxValue, "seed", least: 0);
        try
        {
            var setting = SolverSetting.Of(order.Solver, order.Number);
            if (setting.Method.IsAdaptive ? order.Number < SampleOrder.LeastTolerance : order.Number > SampleOrder.MostEvaluations)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"number {order.Number}: expected at most {SampleOrder.MostEvaluations} evaluations, or a tolerance of at least {SampleOrder.LeastTolerance}"));
            return order.KeepsPredictions && setting.Method.IsAdaptive
                ? throw new FormatException($"{order.Solver} takes steps of its own for each sample, so that there are no common steps to keep predictions of; choose a fixed-step solver.")
                : setting;
        }
        catch (InvalidSettingException problem)
        {
            // The exception itself would not pass between processes.
            throw new FormatException(problem.Message);
        }
    }

    private static void Require(long number, long most, string name, long least)
    {
        if (number < least || number > most)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{name} {number}: expected a whole number from {least} to {most}"));
    }

    private Task<SamplingStatus> Stand()
    {
        DelayDeactivation(Kept);
        return Task.FromResult(work!.Status);
    }

    private async Task Forget()
    {
        if (work is { } earlier)
        {
            work = null;
            await earlier.DisposeAsync();
        }
    }
}
