using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.Kernels.Couplings;

/// <summary>The learned forward process on the processor's memory: gradients go back to the encoder's output by hand.</summary>
/// <param name="process">Encoder and penalties.</param>
internal sealed class KernelForwardProcess(ForwardProcessComputation process) : EncoderCoupling(process)
{
    private readonly int dimension = process.Encoder.OutputDimension / 2;
    private readonly PenaltyKernel[] kernels = [.. process.Penalties.Select(PenaltyKernel.Of)];
    private torch.Tensor? ones;
    private torch.Tensor? noise;
    private torch.Tensor? epsilon;
    private torch.Tensor? deviations;
    private torch.Tensor? encodedGradient;
    private torch.Tensor? penaltyGradient;

    /// <inheritdoc/>
    public override torch.Tensor Noise(torch.Tensor data, torch.Tensor drawn, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        Reserve(data.shape[0]);
        epsilon = drawn;
        var encoded = TensorMemory.Span(Encoder.Forward(Parameters, data, ones!));
        var deviation = TensorMemory.Span(deviations!);
        var values = TensorMemory.Span(noise!);
        var draws = TensorMemory.Span(drawn);
        for (int i = 0, wide = 0; i < values.Length; i += dimension, wide += 2 * dimension)
        {
            for (var k = 0; k < dimension; k++)
            {
                deviation[i + k] = MathF.Exp(0.5f * encoded[wide + dimension + k]);
                values[i + k] = encoded[wide + k] + deviation[i + k] * draws[i + k];
            }
        }

        var batch = new EncodedBatch
        {
            Dimension = dimension,
            Encoded = encoded,
            Deviations = deviation,
            Noise = values,
            EncodedGradient = TensorMemory.Span(encodedGradient!),
            NoiseGradient = TensorMemory.Span(penaltyGradient!),
        };
        batch.EncodedGradient.Clear();
        batch.NoiseGradient.Clear();
        BeginPenalties();
        for (var i = 0; i < kernels.Length; i++)
            Record(i, kernels[i].Apply(batch, generator));

        Aggregate?.Follow(values);
        return noise!;
    }

    /// <inheritdoc/>
    public override void Backward(torch.Tensor noiseGradient)
    {
        var velocityPart = TensorMemory.Span(noiseGradient);
        var penaltyPart = TensorMemory.Span(penaltyGradient!);
        var target = TensorMemory.Span(encodedGradient!);
        var deviation = TensorMemory.Span(deviations!);
        var draws = TensorMemory.Span(epsilon!);
        for (int i = 0, wide = 0; i < draws.Length; i += dimension, wide += 2 * dimension)
        {
            for (var k = 0; k < dimension; k++)
            {
                var gradient = velocityPart[i + k] + penaltyPart[i + k];
                target[wide + k] += gradient;
                target[wide + dimension + k] += gradient * 0.5f * deviation[i + k] * draws[i + k];
            }
        }

        Encoder.Backward(Parameters, encodedGradient!, pointGradient: null);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var tensor in new[] { ones, noise, deviations, encodedGradient, penaltyGradient })
                tensor?.Dispose();
            foreach (var kernel in kernels)
                kernel.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Reserve(long count)
    {
        if (ones is null || ones.shape[0] != count)
        {
            ones = Workspace.Like(ones, count, 1);
            ones.fill_(1f);
        }

        noise = Workspace.Like(noise, count, dimension);
        deviations = Workspace.Like(deviations, count, dimension);
        encodedGradient = Workspace.Like(encodedGradient, count, 2 * dimension);
        penaltyGradient = Workspace.Like(penaltyGradient, count, dimension);
    }
}
