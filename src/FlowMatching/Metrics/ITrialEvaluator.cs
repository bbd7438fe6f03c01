using FastOde.FlowMatching.Fields;

namespace FastOde.FlowMatching.Metrics;

/// <summary>Measures a velocity field of a trial, always from the same noise.</summary>
public interface ITrialEvaluator : IDisposable
{
    /// <summary>Curvature of trajectories from fixed noise by Euler with 20 steps: cheap enough for every few hundred steps.</summary>
    double Curvature(IVelocityField velocity);

    /// <summary>The whole evaluation that the spec asks for.</summary>
    EvaluationTable Evaluate(IVelocityField velocity, CancellationToken cancellation);
}
