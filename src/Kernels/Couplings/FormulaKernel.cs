using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.Kernels.Couplings;

/// <summary>A penalty by its formula, differentiated by autograd.</summary>
/// <param name="penalty">The penalty; stays the caller's.</param>
internal sealed class FormulaKernel(EncoderPenalty penalty) : PenaltyKernel
{
    /// <inheritdoc/>
    public override double Apply(EncodedBatch batch, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        var encoded = torch.tensor(batch.Encoded.ToArray()).view(-1, 2 * batch.Dimension).requires_grad_();
        var noise = torch.tensor(batch.Noise.ToArray()).view(-1, batch.Dimension).requires_grad_();
        var parts = encoded.chunk(2, 1);
        var (value, weighted) = penalty.Measure(new EncodedTensors(parts[0], parts[1], noise), generator);
        weighted.backward();
        Add(encoded.grad, batch.EncodedGradient);
        Add(noise.grad, batch.NoiseGradient);
        return value;
    }

    private static void Add(torch.Tensor? gradient, Span<float> target)
    {
        if (gradient is null)
            return;
        using var rows = gradient.contiguous();
        var source = TensorMemory.Span(rows);
        for (var i = 0; i < target.Length; i++)
            target[i] += source[i];
    }
}
