namespace FastOde.FlowMatching.Training;

/// <summary>The names of what training reports while it runs.</summary>
public static class TrainingMetrics
{
    /// <summary>The whole loss: velocity loss plus weighted penalty.</summary>
    public const string Loss = "loss";

    /// <summary>Mean squared error of the velocity, per data dimension.</summary>
    public const string VelocityLoss = "velocityLoss";

    /// <summary>The coupling's penalty, not weighted; 0 for couplings without one.</summary>
    public const string Penalty = "penalty";

    /// <summary>Curvature of trajectories from fixed noise by Euler with 20 steps.</summary>
    public const string Curvature = "curvature";
}
