// Measures one trial when somebody asks: a handle on the process's thread for such work. Notifies nobody; whoever waits asks.
using FastOde.Contracts.Experiments;
using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Solvers.Grids;

namespace FastOde.Grains.OnDemand;

/// <summary>Keeps the newest order of its trial, with the cells that were measured before it.</summary>
internal sealed class TrialEvaluationGrain(IResultQueries results, EvaluationDesk desk) : Grain, ITrialEvaluationGrain
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private EvaluationWork? work;

    private string TrialId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<EvaluationStatus> Evaluate(EvaluationOrder order)
    {
        var settings = Settings(order);
        if (work?.Status.IsGoing == true)
            throw new ExperimentRefusedException($"Trial {TrialId} is being measured; wait for it, or cancel it.");
        await OnDemandTrial.Require(results, TrialId, order.Step);
        var begun = desk.Begin(TrialId, order, settings, work?.Status.Rows ?? []);
        await (work?.DisposeAsync() ?? ValueTask.CompletedTask);
        work = begun;
        return Stand();
    }

    /// <inheritdoc/>
    public Task<EvaluationStatus?> Cancel()
    {
        work?.Cancel();
        return Status();
    }

    /// <inheritdoc/>
    public Task<EvaluationStatus?> Status() => Task.FromResult(work is null ? null : Stand());

    /// <inheritdoc/>
    public Task<EvaluationChoices> Choices()
    {
        var solvers = SolverCatalog.Solvers.Names.ToLookup(name => SolverCatalog.Solvers.Find(name).IsAdaptive);
        return Task.FromResult(new EvaluationChoices
        {
            FixedStep = [.. solvers[false]],
            Adaptive = [.. solvers[true]],
            Grids = TimeGridNames.Known,
            Metrics = EvaluationMetrics.All,
        });
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (work is { } last)
            await last.DisposeAsync();
    }

    private static SolverSetting[] Settings(EvaluationOrder order)
    {
        if (order.Settings.Count is 0 or > EvaluationOrder.MostSettings)
            throw new FormatException($"settings: expected 1 to {EvaluationOrder.MostSettings} of them, such as euler-4; found {order.Settings.Count}");
        if (order.Metrics.FirstOrDefault(metric => EvaluationMetrics.Subject(metric) is null) is { } unknown)
            throw new FormatException(FastOde.Specs.Words.UnknownName.Describe("metric", unknown, EvaluationMetrics.All));
        try
        {
            SolverSetting[] settings = [.. order.Settings.Select(SolverSetting.Parse)];
            return Array.Find(settings, setting => setting.Method.IsAdaptive ? setting.Number < EvaluationOrder.LeastTolerance : setting.Number > EvaluationOrder.MostEvaluations) is { } greedy
                ? throw new FormatException($"{greedy}: expected at most {EvaluationOrder.MostEvaluations} evaluations, or a tolerance of at least 1e-6")
                : settings;
        }
        catch (InvalidSettingException problem)
        {
            // The exception itself would not pass between processes.
            throw new FormatException(problem.Message);
        }
    }

    private EvaluationStatus Stand()
    {
        DelayDeactivation(Kept);
        return work!.Status;
    }
}
