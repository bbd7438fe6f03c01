namespace FastOde.FlowMatching.Training;

/// <summary>The losses of one step.</summary>
/// <param name="Velocity">Mean squared error of the velocity, per data dimension.</param>
/// <param name="Penalty">The coupling's penalty, not weighted.</param>
/// <param name="PenaltyWeight">Its weight.</param>
public readonly record struct TrainingLoss(double Velocity, double Penalty, double PenaltyWeight)
{
    /// <summary>The whole loss.</summary>
    public double Total => Velocity + PenaltyWeight * Penalty;
}
