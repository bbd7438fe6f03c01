using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Sampling;

/// <summary>
/// A velocity that remembers which data it pointed to at each time: with x_t = a·data + b·noise and its derivative, x_t
/// and the velocity give data = (b'·x_t - b·v) / (a·b' - a'·b). Of several evaluations at one time the last is kept,
/// which is the one at the state from which the next step starts.
/// </summary>
/// <param name="field">The velocity.</param>
/// <param name="path">The path between data and noise.</param>
internal sealed class PredictionRecorder(IVelocityField field, InterpolationPath path) : IVelocityField, IDisposable
{
    private readonly Dictionary<float, torch.Tensor> predictions = [];

    /// <inheritdoc/>
    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        var velocity = field.Velocity(points, time);
        var at = path.At(time);
        var data = (at.NoiseDerivative * points - at.Noise * velocity) / (at.Data * at.NoiseDerivative - at.DataDerivative * at.Noise);
        var key = time.flatten()[0].to(torch.float32).item<float>();
        if (predictions.Remove(key, out var earlier))
            earlier.Dispose();
        predictions[key] = data.DetachFromDisposeScope();
        return velocity.MoveToOuterDisposeScope();
    }

    /// <summary>What was predicted at given times.</summary>
    /// <param name="times">Times at which the velocity was evaluated.</param>
    /// <returns>Shape [n, times, dimension]; the caller owns it.</returns>
    public torch.Tensor At(IEnumerable<double> times) => torch.stack([.. times.Select(time => predictions[(float)time])], 1);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var prediction in predictions.Values)
            prediction.Dispose();
        predictions.Clear();
    }
}
