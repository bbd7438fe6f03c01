using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// Mean and deviation of each coefficient of the encoder's aggregate posterior, the noise of all data together, in an
/// orthonormal basis, followed by a moving average over minibatches. Sampling that starts from this normal instead of the
/// prior has no mismatch of first and second moments a coefficient.
/// </summary>
public sealed class AggregatePosterior
{
    // About the last thousand minibatches: far more samples than moments need, and soon behind a moving encoder.
    private const double Decay = 0.999;

    private readonly float[] priorDeviations;
    private readonly double[] means;
    private readonly double[] variances;

    /// <summary>Begins with nothing seen.</summary>
    /// <param name="prior">The prior over noise; equal variances unless the basis is <see cref="PriorBasis.Pixel"/>.</param>
    /// <param name="basis">The basis whose coefficients are followed; null for the dimensions themselves.</param>
    public AggregatePosterior(DiagonalNormal prior, NoiseBasis? basis = null)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Basis = basis ?? NoiseBasis.Pixels;
        if (Basis.Kind != PriorBasis.Pixel && prior.Variances.Distinct().Count() > 1)
            throw new ArgumentException("Coefficients of the prior are independent only where its variances are equal.", nameof(prior));
        priorDeviations = [.. prior.Variances.Select(MathF.Sqrt)];
        means = new double[priorDeviations.Length];
        variances = new double[priorDeviations.Length];
        State = new double[1 + 2 * priorDeviations.Length];
    }

    /// <summary>The basis whose coefficients are followed.</summary>
    public NoiseBasis Basis { get; }

    /// <summary>All that is followed, to be stored and put back: the average's total weight, then weighted means, then weighted mean squares.</summary>
    public double[] State { get; }

    /// <summary>Takes a minibatch in.</summary>
    /// <param name="noise">Noise drawn from the encoder, one row a sample.</param>
    public void Follow(ReadOnlySpan<float> noise)
    {
        Measure(noise);
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

        return new NoiseShift(shift, scale) { Basis = Basis };
    }

    private void Measure(ReadOnlySpan<float> noise)
    {
        if (Basis.Kind == PriorBasis.Pixel)
        {
            BatchMoments.Measure(noise, means, variances);
            return;
        }

        using var scope = torch.NewDisposeScope();
        var coefficients = Basis.Coefficients(torch.tensor(noise.ToArray()).view(-1, means.Length));
        BatchMoments.Measure(TensorMemory.Span(coefficients), means, variances);
    }
}
