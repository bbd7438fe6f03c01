using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Networks taken out of a checkpoint are those of the trial.</summary>
public sealed class TrainedFlowTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void Restore_CheckpointOfARun_GivesTheRunsVelocity(double emaDecay)
    {
        using var scope = torch.NewDisposeScope();
        using var run = Trained(emaDecay);
        using var flow = TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, run.Capture());
        var points = torch.linspace(-2, 2, 10).view(5, 2);
        var time = torch.linspace(0, 1, 5).view(5, 1);
        Assert.Equal(run.VelocityField.Velocity(points, time).data<float>(), flow.VelocityField.Velocity(points, time).data<float>());
    }

    [Fact]
    public void Restore_WeightsWithoutAverage_StandForTheAverage()
    {
        using var scope = torch.NewDisposeScope();
        using var run = Trained(0.9);
        var whole = run.Capture();
        var weights = whole with { Tensors = [.. whole.Tensors.Where(tensor => tensor.Name.StartsWith("weights.", StringComparison.Ordinal))] };
        using var flow = TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, weights);
        Assert.Equal(run.Arena.Values.data<float>(), flow.Arena.Average!.data<float>());
    }

    [Fact]
    public void Restore_TensorMissing_NamesIt()
    {
        using var run = Trained(0);
        var whole = run.Capture();
        var broken = whole with { Tensors = [.. whole.Tensors.Where(tensor => tensor.Name != "weights.encoder.0.weight")] };
        var error = Assert.Throws<InvalidDataException>(() => TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, broken));
        Assert.Contains("weights.encoder.0.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_SameGeneratorState_GivesTheSameNoise()
    {
        using var scope = torch.NewDisposeScope();
        using var run = Trained(0);
        using var flow = TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, run.Capture());
        var data = torch.linspace(-2, 2, 10).view(5, 2);
        Assert.True(flow.HasEncoder);
        Assert.Equal(Encode(flow, data, 1), Encode(flow, data, 1));
        Assert.NotEqual(Encode(flow, data, 1), Encode(flow, data, 2));
    }

    private static float[] Encode(TrainedFlow flow, torch.Tensor data, ulong seed)
    {
        using var generator = new torch.Generator(seed, torch.CPU);
        using var noise = flow.Encode(data, generator);
        return noise.data<float>().ToArray();
    }

    private static TrainingRun Trained(double emaDecay)
    {
        var run = new TrainingRun(new(new TrialSpec
        {
            BatchSize = 16,
            Network = new MlpSpec { Hidden = 8 },
            Coupling = new LearnedCouplingSpec(),
            Optimizer = new AdamSpec { EmaDecay = emaDecay },
        }));
        for (var i = 0; i < 5; i++)
            run.Advance();
        return run;
    }
}
