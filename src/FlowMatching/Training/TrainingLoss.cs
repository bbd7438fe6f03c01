namespace FastOde.FlowMatching.Training;

/// <summary>The losses of one step.</summary>
/// <param name="Velocity">Mean squared error of the velocity, per data dimension.</param>
/// <param name="WeightedPenalty">The coupling's penalties, each times its weight.</param>
public readonly record struct TrainingLoss(double Velocity, double WeightedPenalty)
{
    /// <summary>The whole loss.</summary>
    public double Total => Velocity + WeightedPenalty;
}
