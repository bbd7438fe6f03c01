using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Paths;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.Kernels.Methods;

/// <summary>The squared loss on the processor's memory, in one pass a stage; nothing is allocated.</summary>
internal sealed class KernelVelocityLoss : IVelocityLoss
{
    private readonly PredictionKind prediction;
    private readonly int dimension;
    private readonly torch.Tensor points;
    private readonly torch.Tensor target;
    private readonly torch.Tensor errorGradient;
    private readonly float[] coefficients;
    private readonly double[] sampleErrors;

    /// <summary>Prepares for batches of a fixed size.</summary>
    /// <param name="loss">Their size, and what the network says.</param>
    public KernelVelocityLoss(VelocityLossComputation loss)
    {
        var batchSize = loss.BatchSize;
        (prediction, dimension) = (loss.Prediction, loss.Dimension);
        points = Workspace.Like(null, batchSize, dimension);
        target = Workspace.Like(null, batchSize, dimension);
        errorGradient = Workspace.Like(null, batchSize, dimension);
        coefficients = new float[2 * batchSize];
        sampleErrors = new double[batchSize];
    }

    /// <inheritdoc/>
    public double SquaredError { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> SampleErrors => sampleErrors;

    /// <inheritdoc/>
    public torch.Tensor Place(InterpolationPath path, torch.Tensor time, torch.Tensor data, torch.Tensor noise)
    {
        using var scope = torch.NewDisposeScope();
        var at = path.At(time);
        Span<float> a = TensorMemory.Span(at.Data), b = TensorMemory.Span(at.Noise);
        var (dataShare, noiseShare) = Prediction.Target(prediction, at);
        Span<float> da = TensorMemory.Span(dataShare), db = TensorMemory.Span(noiseShare);
        Span<float> x = TensorMemory.Span(points), v = TensorMemory.Span(target);
        Span<float> from = TensorMemory.Span(data), to = TensorMemory.Span(noise);
        for (int i = 0, k = 0; i < a.Length; i++)
        {
            for (var end = k + dimension; k < end; k++)
            {
                x[k] = a[i] * from[k] + b[i] * to[k];
                v[k] = da[i] * from[k] + db[i] * to[k];
            }

            (coefficients[2 * i], coefficients[2 * i + 1]) = (b[i], db[i]);
        }

        return points;
    }

    /// <inheritdoc/>
    public double Measure(torch.Tensor prediction, out torch.Tensor gradient)
    {
        Span<float> v = TensorMemory.Span(prediction), wanted = TensorMemory.Span(target), g = TensorMemory.Span(errorGradient);
        var share = 2f / v.Length;
        var sum = 0.0;
        for (int sample = 0, i = 0; sample < sampleErrors.Length; sample++)
        {
            var before = sum;
            for (var end = i + dimension; i < end; i++)
            {
                var error = v[i] - wanted[i];
                sum += (double)error * error;
                g[i] = share * error;
            }

            sampleErrors[sample] = (sum - before) / dimension;
        }

        gradient = errorGradient;
        return SquaredError = sum / v.Length;
    }

    /// <inheritdoc/>
    public void ToNoise(torch.Tensor pointGradient)
    {
        Span<float> g = TensorMemory.Span(pointGradient), error = TensorMemory.Span(errorGradient);
        for (int i = 0, k = 0; k < g.Length; i += 2)
        {
            for (var end = k + dimension; k < end; k++)
                g[k] = coefficients[i] * g[k] - coefficients[i + 1] * error[k];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        points.Dispose();
        target.Dispose();
        errorGradient.Dispose();
    }
}
