namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// Mean and deviation in each dimension of the encoder's aggregate posterior, the noise of all data together, followed
/// by a moving average over minibatches. Sampling that starts from this normal instead of the prior has no mismatch of
/// first and second moments a dimension.
/// </summary>
public sealed class AggregatePosterior
{
    // About the last thousand minibatches: far more samples than moments need, and soon behind a moving encoder.
    private const double Decay = 0.999;

    private readonly float[] priorDeviations;
    private readonly double[] means;
    private readonly double[] variances;

    /// <summary>Begins with nothing seen.</summary>
    /// <param name="prior">The prior over noise.</param>
    public AggregatePosterior(DiagonalNormal prior)
    {
        ArgumentNullException.ThrowIfNull(prior);
        priorDeviations = [.. prior.Variances.Select(MathF.Sqrt)];
        means = new double[priorDeviations.Length];
        variances = new double[priorDeviations.Length];
        State = new double[1 + 2 * priorDeviations.Length];
    }

    /// <summary>All that is followed, to be stored and put back: the average's total weight, then weighted means, then weighted mean squares.</summary>
    public double[] State { get; }

    /// <summary>Takes a minibatch in.</summary>
    /// <param name="noise">Noise drawn from the encoder, one row a sample.</param>
    public void Follow(ReadOnlySpan<float> noise)
    {
        BatchMoments.Measure(noise, means, variances);
        State[0] = Decay * State[0] + (1 - Decay);
        var mean = State.AsSpan(1, means.Length);
        var square = State.AsSpan(1 + means.Length);
        for (var k = 0; k < means.Length; k++)
        {
            mean[k] = Decay * mean[k] + (1 - Decay) * means[k];
            square[k] = Decay * square[k] + (1 - Decay) * (variances[k] + means[k] * means[k]);
        }
    }

    /// <summary>How noise of the prior becomes noise of the normal that was fitted; null before anything was seen.</summary>
    public NoiseShift? Shift()
    {
        if (State[0] == 0)
            return null;
        var (shift, scale) = (new float[means.Length], new float[means.Length]);
        for (var k = 0; k < shift.Length; k++)
        {
            var mean = State[1 + k] / State[0];
            var variance = State[1 + shift.Length + k] / State[0] - mean * mean;
            shift[k] = (float)mean;
            scale[k] = (float)(Math.Sqrt(Math.Max(0, variance)) / priorDeviations[k]);
        }

        return new NoiseShift(shift, scale);
    }
}
