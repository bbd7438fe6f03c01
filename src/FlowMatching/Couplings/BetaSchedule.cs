using FastOde.Specs.Couplings;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// β, which may move from a first value to its last one during the first steps of training and then stays. A function of
/// the step alone, so that a resumed trial goes on with the weight that one never stopped would have.
/// </summary>
public static class BetaSchedule
{
    /// <summary>β at a step.</summary>
    /// <param name="coupling">First and last value, and how long and by what β moves.</param>
    /// <param name="step">The step, from 1.</param>
    public static double At(LearnedCouplingSpec coupling, int step)
    {
        ArgumentNullException.ThrowIfNull(coupling);
        if (coupling.BetaStart is not { } start || step >= coupling.BetaSteps)
            return coupling.Beta;
        var share = (step - 1.0) / (coupling.BetaSteps - 1);
        return coupling.BetaScale == RampScale.Log ? start * Math.Pow(coupling.Beta / start, share) : start + share * (coupling.Beta - start);
    }
}
