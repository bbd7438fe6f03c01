using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// On every path d(x/b) = D d(a/b), D the expected data. A step integrates the polynomial in time through the last
/// evaluations of D. The next evaluation, at the predicted point, gives one more of them, through which the step is
/// made again: the correction. It is a part of the next step's slope, so that the last step is not corrected.
/// </summary>
/// <param name="name">The solver's name, for messages.</param>
/// <param name="path">Gives a and b.</param>
/// <param name="points">The most evaluations that predict.</param>
/// <param name="start">The batch.</param>
internal sealed class UniPcStepper(string name, InterpolationPath path, int points, torch.Tensor start) : IStepper
{
    private readonly torch.Tensor time = torch.empty([start.shape[0], 1], dtype: start.dtype, device: start.device);
    private readonly torch.Tensor corrected = torch.empty_like(start);
    private readonly torch.Tensor[] data = [.. Enumerable.Range(0, points + 1).Select(_ => torch.empty_like(start))];
    private readonly double[] times = new double[points + 1];
    private int known;
    private StepSpan before;

    /// <inheritdoc/>
    public void Slope(IVelocityField field, torch.Tensor state, StepSpan step, torch.Tensor slope)
    {
        if (step.Length > 0)
            throw new ArgumentException($"{name} goes from noise to data only, not from t = {step.From} to {step.To}.", nameof(step));
        Evaluate(field, state, step.From);
        if (known == 1)
            corrected.copy_(state);
        else
            Follow(before, known, corrected);
        // The oldest evaluation serves the correction alone.
        known = Math.Min(known, points);
        slope.copy_(corrected);
        Follow(step, known, slope);
        slope.sub_(state).div_(step.Length);
        before = step;
    }

    private void Evaluate(IVelocityField field, torch.Tensor state, double at)
    {
        var oldest = data[^1];
        for (var i = points; i > 0; i--)
            (data[i], times[i]) = (data[i - 1], times[i - 1]);
        (data[0], times[0]) = (oldest, at);
        known++;
        var here = path.At(at);
        using var velocity = field.Velocity(state, time.fill_(at));
        data[0].copy_(state).mul_(here.NoiseDerivative / here.Determinant).add_(velocity, -here.Noise / here.Determinant);
    }

    /// <summary>Carries points over a step by the newest evaluations.</summary>
    private void Follow(StepSpan step, int count, torch.Tensor state)
    {
        var (kept, weights) = DataIntegral.Of(path, step, times.AsSpan(0, count));
        state.mul_(kept);
        for (var i = 0; i < count; i++)
            state.add_(data[i], weights[i]);
    }
}
