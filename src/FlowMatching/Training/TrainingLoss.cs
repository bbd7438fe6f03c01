namespace FastOde.FlowMatching.Training;

/// <summary>The losses of one step.</summary>
/// <param name="Method">What the method trains on.</param>
/// <param name="WeightedPenalty">The coupling's penalties, each times its weight.</param>
/// <param name="PriorFlow">Mean squared error of the velocity of a prior's own flow, per data dimension; 0 where there is none.</param>
public readonly record struct TrainingLoss(double Method, double WeightedPenalty, double PriorFlow = 0)
{
    /// <summary>The whole loss of the trial's own networks, of which a prior's flow is none.</summary>
    public double Total => Method + WeightedPenalty;

    /// <summary>Whether no loss is infinite or not a number.</summary>
    public bool IsFinite => double.IsFinite(Total) && double.IsFinite(PriorFlow);
}
