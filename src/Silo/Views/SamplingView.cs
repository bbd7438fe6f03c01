using FastOde.Contracts.OnDemand;

namespace FastOde.Silo.Views;

/// <summary>How the samples stand that somebody has asked for.</summary>
/// <param name="Key">Names the order.</param>
/// <param name="Order">What was asked for.</param>
/// <param name="State">How it stands.</param>
/// <param name="Made">Samples made so far.</param>
/// <param name="Problem">Why they could not be made; null where nothing is in the way.</param>
/// <param name="Step">Training step of the checkpoint; null until it is read.</param>
/// <param name="StepCount">Steps that the solver took; null until they are made.</param>
/// <param name="Nfe">Evaluations of the network for a sample, counted; null until they are made.</param>
/// <param name="Seconds">Time that generation took; null until they are made.</param>
internal sealed record SamplingView(
    string Key, SampleOrderView Order, WorkState State, int Made, string? Problem, int? Step, int? StepCount, double? Nfe, double? Seconds)
{
    /// <summary>Shows an order.</summary>
    /// <param name="status">How it stands.</param>
    public static SamplingView Of(SamplingStatus status) => new(
        status.Key, SampleOrderView.Of(status.Order), status.State, status.Made, status.Problem, status.Step, status.StepCount, status.Nfe, status.Seconds);
}
