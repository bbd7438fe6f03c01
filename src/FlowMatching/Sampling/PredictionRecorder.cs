using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Sampling;

/// <summary>
/// A velocity that remembers which data it pointed to at each time (<see cref="InterpolationPath.Data"/>). Of several evaluations at one time the last is kept,
/// which is the one at the state from which the next step starts.
/// </summary>
/// <param name="followed">The velocity.</param>
/// <param name="path">The path between data and noise.</param>
internal sealed class PredictionRecorder(IVelocityField followed, InterpolationPath path) : IVelocityField, IFlowMap, IDisposable
{
    private readonly Dictionary<float, torch.Tensor> predictions = [];

    /// <inheritdoc/>
    public IFlowMap? Map => followed.Map is null ? null : this;

    /// <inheritdoc/>
    public int? MostSteps => followed.Map?.MostSteps;

    /// <inheritdoc/>
    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time) => Record(points, time, followed.Velocity(points, time));

    /// <inheritdoc/>
    /// <remarks>The data to which the step's average velocity would lead.</remarks>
    public torch.Tensor AverageVelocity(torch.Tensor points, torch.Tensor from, torch.Tensor to) =>
        Record(points, from, followed.Map!.AverageVelocity(points, from, to));

    private torch.Tensor Record(torch.Tensor points, torch.Tensor time, torch.Tensor velocity)
    {
        using var scope = torch.NewDisposeScope();
        var data = path.Data(points, velocity, time);
        var key = time.flatten()[0].to(torch.float32).item<float>();
        if (predictions.Remove(key, out var earlier))
            earlier.Dispose();
        predictions[key] = data.DetachFromDisposeScope();
        return velocity;
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
