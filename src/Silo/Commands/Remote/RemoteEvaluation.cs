using FastOde.Client;
using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Solvers;
using FastOde.Silo.Output;
using FastOde.Specs;

namespace FastOde.Silo.Commands.Remote;

/// <summary>Has a running process measure a trial.</summary>
internal static class RemoteEvaluation
{
    /// <summary>Measures.</summary>
    /// <param name="client">The process.</param>
    /// <param name="trialId">The trial, on the process.</param>
    /// <param name="change">What to measure, given what the trial's spec asks for.</param>
    /// <param name="step">Training step of the checkpoint; null for the newest.</param>
    /// <param name="cancellationToken">Cancels the order.</param>
    /// <returns>The table's rows.</returns>
    /// <exception cref="CommandFailure">It cannot be measured.</exception>
    /// <exception cref="KeyNotFoundException">There is no such trial.</exception>
    /// <exception cref="FlowMatching.Catalogs.InvalidSettingException">No solver can do what is asked.</exception>
    public static async Task<IReadOnlyList<EvaluationRecord>> Fetch(
        FastOdeClient client, string trialId, Func<EvaluationSpec, EvaluationSpec> change, int? step, CancellationToken cancellationToken)
    {
        var detail = await client.Results.Trial(trialId, cancellationToken) ?? throw new KeyNotFoundException($"There is no trial {trialId} in this database.");
        var evaluation = change(detail.Spec.Evaluation);
        var order = new EvaluationOrder
        {
            Settings = [.. evaluation.Solvers.SelectMany(solver => solver.Numbers.Select(number => SolverSetting.Of(solver.Name, number).ToString()))],
            Metrics = evaluation.Metrics,
            Step = step,
        };
        var trial = client.Trial(trialId);
        var status = await JobProgress.Show("evaluation", part => RemoteWork.Do(
            () => trial.MeasureAsync(order, cancellationToken),
            () => trial.WaitForMeasurementsAsync(new Progress<EvaluationStatus>(status => part.Report((double)status.Measured / order.Settings.Count)), cancellationToken),
            () => trial.CancelMeasurementsAsync(CancellationToken.None)));
        return status.State == WorkState.Completed
            ? [.. status.Rows.TakeLast(status.Fresh)]
            : throw new CommandFailure(ExitCode.BadInput, status.Problem ?? $"the measurement of trial {trialId} was cancelled by somebody else; ask for it again");
    }
}
