using FastOde.Contracts.OnDemand;

namespace FastOde.Silo.Views;

/// <summary>How the cells stand that somebody has asked for.</summary>
/// <param name="Order">What was asked for last.</param>
/// <param name="State">How it stands.</param>
/// <param name="Measured">Settings measured so far.</param>
/// <param name="Problem">Why they could not be measured; null where nothing is in the way.</param>
/// <param name="Step">Training step of the checkpoint; null until it is read.</param>
/// <param name="Rows">Every cell that was measured, by this order and by those before it that are kept.</param>
internal sealed record MeasurementsView(MeasurementOrderView Order, WorkState State, int Measured, string? Problem, int? Step, IReadOnlyList<EvaluationView> Rows)
{
    /// <summary>Shows an order.</summary>
    /// <param name="status">How it stands.</param>
    public static MeasurementsView Of(EvaluationStatus status) => new(
        MeasurementOrderView.Of(status.Order), status.State, status.Measured, status.Problem, status.Step, [.. status.Rows.Select(EvaluationView.Of)]);
}
