using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Tests.Networks;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>The staged gradients of the learned forward process against autograd through the whole of it.</summary>
public sealed class ForwardProcessTests
{
    private const int Batch = 200;
    private const int Directions = 13;
    private static readonly DiagonalNormal Prior = new([36f, 1f]);

    [Theory]
    [InlineData("kl")]
    [InlineData("sliced-wasserstein")]
    public void Backward_WithPenalty_AgreesWithAutograd(string kind)
    {
        using var scope = torch.NewDisposeScope();
        using var inputs = new torch.Generator(4, torch.CPU);
        var encoder = Encoder(new MlpSpec { Hidden = 20 });
        using var arena = new ParameterArena([("encoder", encoder.Shapes)], withAverage: false);
        arena.Blocks[0].Initialize(inputs);
        EncoderPenalty penalty = kind == "kl" ? new KlPenalty(new(), Problems.Penalty(Prior, beta: 10)) : new SlicedWassersteinPenalty(new() { Directions = Directions }, Problems.Penalty(Prior));
        using var coupling = ComputeDevice.Cpu.Create(new ForwardProcessComputation(encoder, arena.Blocks[0], [penalty]));
        var data = torch.randn(Batch, 2, generator: inputs) * 5;
        var noiseGradient = torch.randn(Batch, 2, generator: inputs) / Batch;

        using var draws = new torch.Generator(9, torch.CPU);
        var noise = coupling.Draw(data, draws);
        coupling.Backward(noiseGradient);

        using var again = new torch.Generator(9, torch.CPU);
        var epsilon = torch.zeros(Batch, 2).normal_(0, 1, again).to(torch.float64);
        var leaves = ReferenceNetwork.Leaves(arena, "encoder");
        var encoded = ReferenceNetwork.Forward(leaves, torch.cat([data.to(torch.float64), torch.ones(Batch, 1, dtype: torch.float64)], 1));
        var (mean, logVariance) = (encoded[.., ..2], encoded[.., 2..]);
        var expected = mean + epsilon * (logVariance / 2).exp();
        var value = kind == "kl" ? Kl(mean, logVariance) : Sliced(expected, again);
        var loss = (expected * noiseGradient).sum() + penalty.Weight * value;
        loss.backward();
        var gradients = ReferenceNetwork.Gradients(leaves);

        TensorAssert.Close(expected, noise, 1e-5);
        Assert.Equal(value.item<double>(), coupling.Penalties[0], 1e-5 * value.item<double>());
        TensorAssert.Close(gradients, arena.Gradients, 1e-5 * gradients.abs().max().item<float>());
    }

    [Fact]
    public void Draw_EncoderAtThePrior_HasNoKl()
    {
        using var scope = torch.NewDisposeScope();
        var encoder = Encoder(new MlpSpec { Hidden = 1, Layers = 1 });
        using var arena = new ParameterArena([("encoder", encoder.Shapes)], withAverage: false);
        arena.Views(arena.Values).Last().View.copy_(torch.tensor([0f, 0f, MathF.Log(36), 0f]));
        using var coupling = ComputeDevice.Cpu.Create(new ForwardProcessComputation(encoder, arena.Blocks[0], [new KlPenalty(new(), Problems.Penalty(Prior))]));
        using var draws = new torch.Generator(1, torch.CPU);
        var noise = coupling.Draw(torch.randn(4096, 2, generator: draws), draws);
        Assert.Equal(0, coupling.Penalties[0], 1e-6);
        TensorAssert.Close(torch.tensor([6f, 1f]), noise.std(0, unbiased: false), 0.2);
    }

    private static Network Encoder(NetworkSpec spec)
    {
        using var undrawn = new torch.Generator(0, torch.CPU);
        return Problems.Create(spec, SampleShape.Points(2), Prior, NetworkProblem.EncoderOutputs, undrawn);
    }

    private static torch.Tensor Kl(torch.Tensor mean, torch.Tensor logVariance)
    {
        var prior = torch.tensor(new double[] { 36, 1 });
        return 0.5 * (prior.log() - 1 - logVariance + (mean.square() + logVariance.exp()) / prior).mean();
    }

    private static torch.Tensor Sliced(torch.Tensor noise, torch.Generator draws)
    {
        var axes = torch.zeros(Directions, 2).normal_(0, 1, draws).to(torch.float64);
        axes = axes / axes.square().sum(1, keepdim: true).sqrt();
        var white = noise / torch.tensor(new double[] { 6, 1 });
        var (sorted, _) = torch.mm(white, axes.t()).sort(0);
        var probabilities = (torch.arange(1, Batch + 1, dtype: torch.float64) - 0.375) / (Batch + 0.25);
        var reference = (2 * probabilities - 1).erfinv() * Math.Sqrt(2);
        return (sorted - reference.unsqueeze(1)).square().mean();
    }
}
