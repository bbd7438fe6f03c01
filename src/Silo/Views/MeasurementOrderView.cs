using FastOde.Contracts.OnDemand;

namespace FastOde.Silo.Views;

/// <summary>Cells of a trial's evaluation table that are asked for.</summary>
/// <param name="Settings">Solver settings, such as <c>euler-4</c>, <c>heun/curvature-9</c> or <c>dopri5-1e-5</c>; at most 32.</param>
/// <param name="Metrics">What is measured in each; null for what the trial's spec measures.</param>
/// <param name="Step">Training step of the checkpoint, which the trial must still keep; null for its newest.</param>
internal sealed record MeasurementOrderView(IReadOnlyList<string> Settings, IReadOnlyList<string>? Metrics = null, int? Step = null)
{
    /// <summary>Shows an order.</summary>
    /// <param name="order">The order.</param>
    public static MeasurementOrderView Of(EvaluationOrder order) => new(order.Settings, order.Metrics.Count > 0 ? order.Metrics : null, order.Step);

    /// <summary>The order.</summary>
    public EvaluationOrder ToOrder() => new() { Settings = Settings, Metrics = Metrics ?? [], Step = Step };
}
