using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// The learned forward process of Lee, Kim and Ye (2023): a Gaussian encoder q(noise | data), reparameterised as
/// noise = mean + exp(½ log variance)·ε, so that the velocity loss teaches it to make trajectories straight while a
/// penalty holds it at the prior. The encoder sees the data at time 1.
/// </summary>
/// <remarks>Autograd carries the gradients from noise and penalties to the encoder's output.</remarks>
/// <param name="process">Encoder and penalties.</param>
internal sealed class TensorForwardProcess(ForwardProcessComputation process) : EncoderCoupling(process)
{
    private torch.Tensor? encoded;
    private torch.Tensor? noise;
    private torch.Tensor? penalty;

    /// <inheritdoc/>
    public override torch.Tensor Noise(torch.Tensor data, torch.Tensor drawn, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        Forget();
        var ones = torch.ones([data.shape[0], 1], dtype: torch.float32, device: data.device);
        encoded = Encoder.Forward(Parameters, data, ones).detach().requires_grad_().DetachFromDisposeScope();
        var parts = encoded.chunk(2, 1);
        noise = (parts[0] + (parts[1] * 0.5).exp() * drawn).DetachFromDisposeScope();
        var batch = new EncodedTensors(parts[0], parts[1], noise);
        var sum = torch.zeros([], dtype: torch.float32, device: data.device);
        var penalties = BeginPenalties();
        for (var i = 0; i < penalties.Length; i++)
        {
            var (value, weighted) = penalties[i].Measure(batch, generator);
            Record(i, value);
            sum = sum + weighted;
        }

        penalty = sum.DetachFromDisposeScope();
        Aggregate?.Follow(TensorMemory.Span(noise.detach().cpu()));
        return noise.detach().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Backward(torch.Tensor noiseGradient)
    {
        using var scope = torch.NewDisposeScope();
        torch.autograd.backward([noise!, penalty!], [noiseGradient, torch.ones_like(penalty!)]);
        Encoder.Backward(Parameters, encoded!.grad!, pointGradient: null);
        Forget();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Forget();
        base.Dispose(disposing);
    }

    private void Forget()
    {
        foreach (var tensor in new[] { encoded, noise, penalty })
            tensor?.Dispose();
        (encoded, noise, penalty) = (null, null, null);
    }
}
