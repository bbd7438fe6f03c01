using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Metrics;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>A cheap evaluation that depends on every weight of the velocity: its mean square at a few fixed points.</summary>
public sealed class ProbeEvaluator : ITrialEvaluator
{
    /// <summary>Cancelled in the middle of the next evaluation, when set.</summary>
    public CancellationTokenSource? CancelDuringEvaluation { get; set; }

    /// <inheritdoc/>
    public double Curvature(IVelocityField velocity)
    {
        using var scope = torch.NewDisposeScope();
        var points = torch.linspace(-8, 8, 32).reshape(16, 2);
        return velocity.Velocity(points, torch.full(16, 1, 0.5f)).square().mean().item<float>();
    }

    /// <inheritdoc/>
    public EvaluationTable Evaluate(IVelocityField velocity, CancellationToken cancellation)
    {
        CancelDuringEvaluation?.Cancel();
        cancellation.ThrowIfCancellationRequested();
        var row = new EvaluationRow
        {
            Metric = "curvature",
            Solver = "euler",
            Number = 1,
            Steps = 1,
            Nfe = 1,
            Value = Curvature(velocity),
            Seconds = 0,
        };
        var trajectories = new TrajectorySample { Solver = "euler", Number = 1, Times = [1, 0], Points = [] };
        return new EvaluationTable { Rows = [row], CurvatureProfiles = [], Trajectories = trajectories };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
