namespace FastOde.FlowMatching.Solvers;

/// <summary>One step of an integration in time.</summary>
/// <param name="From">The time at which it starts.</param>
/// <param name="To">The time at which it ends.</param>
/// <param name="IsLast">Whether the integration ends with it.</param>
public readonly record struct StepSpan(double From, double To, bool IsLast)
{
    /// <summary>The step's length with its sign: negative where generation goes from noise to data.</summary>
    public double Length => To - From;
}
