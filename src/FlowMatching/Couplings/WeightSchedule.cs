using FastOde.Specs.Couplings;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// A weight that moves from a first value to its last one during the first steps of training and then stays. A function
/// of the step alone, so that a resumed trial goes on with the weight that one never stopped would have.
/// </summary>
public sealed record WeightSchedule
{
    /// <summary>The value after the ramp, at least 0.</summary>
    public required double End { get; init; }

    /// <summary>The value at step 1, at least 0; above 0 for a logarithmic ramp.</summary>
    public double Start { get; init; }

    /// <summary>The step at which the ramp reaches <see cref="End"/>; 0 for none.</summary>
    public int Steps { get; init; }

    /// <summary>Whether the weight moves by equal amounts or by equal factors.</summary>
    public RampScale Scale { get; init; }

    /// <summary>A weight that does not move.</summary>
    public static WeightSchedule Constant(double weight) => new() { End = weight };

    /// <summary>The weight of a step.</summary>
    /// <param name="step">The step, from 1.</param>
    public double At(int step)
    {
        if (step >= Steps)
            return End;
        var share = (step - 1.0) / (Steps - 1);
        return Scale == RampScale.Log ? Start * Math.Pow(End / Start, share) : Start + share * (End - Start);
    }
}
