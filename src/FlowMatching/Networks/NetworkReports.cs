using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Specs;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// Describes the two networks of a trial: the velocity's, and the encoder that a learned forward process has. Where asked
/// to, it evaluates both for weights and two inputs by <see cref="FillRule"/>, so that other programs can compare.
/// </summary>
public static class NetworkReports
{
    private const string Velocity = "velocity";
    private const string Encoder = "encoder";
    private const string PriorFlow = "prior";
    private static readonly double[] Times = [0.25, 0.75];

    /// <summary>Describes a pair of U-Nets; they are evaluated in double precision.</summary>
    /// <param name="pair">The networks.</param>
    /// <param name="evaluate">Whether to evaluate them.</param>
    /// <returns>Velocity network, then encoder.</returns>
    public static IReadOnlyList<NetworkReport> Of(UNetConfiguration pair, bool evaluate)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return [Report(Velocity, pair.Velocity, evaluate), Report(Encoder, pair.Encoder, evaluate)];
    }

    /// <summary>
    /// Describes the networks of a trial. U-Nets are evaluated in double precision, networks on points as they train, in
    /// single.
    /// </summary>
    /// <param name="trial">Its networks.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="prior">The prior over noise, of the sample's dimension.</param>
    /// <param name="evaluate">Whether to evaluate them.</param>
    /// <param name="conditions">The velocity network's conditions; time alone where not given.</param>
    /// <returns>Velocity network, then encoder, then the network of the prior's own flow where there is one.</returns>
    /// <exception cref="Catalogs.SettingValueException">No such network fits such samples; the exception names the key at fault.</exception>
    public static IReadOnlyList<NetworkReport> Of(
        TrialSpec trial, SampleShape shape, DiagonalNormal prior, bool evaluate, IReadOnlyList<string>? conditions = null)
    {
        ArgumentNullException.ThrowIfNull(trial);
        using torch.Generator undrawn = new(0, torch.CPU);
        var problem = new NetworkProblem(shape, prior, NetworkProblem.VelocityOutputs, undrawn) { Conditions = conditions ?? NetworkConditions.TimeAlone };
        var plain = problem with { Conditions = NetworkConditions.TimeAlone };
        return
        [
            Report(Velocity, trial.Network, problem, evaluate),
            Report(Encoder, trial.EncoderNetwork, plain with { OutputsPerDimension = NetworkProblem.EncoderOutputs }, evaluate),
            .. trial.PriorFlowNetwork is { } flow ? [Report(PriorFlow, flow, plain, evaluate)] : Array.Empty<NetworkReport>(),
        ];
    }

    private static NetworkReport Report(string name, NetworkSpec spec, NetworkProblem problem, bool evaluate)
    {
        if (spec is UNetSpec unet)
            return Report(name, UNetShape.Of(unet, problem.Shape, problem.OutputsPerDimension, problem.Conditions), evaluate);
        using var network = ComputeDevice.Cpu.Create<Network>(spec, problem);
        return Report(name, network, problem, evaluate);
    }

    private static NetworkReport Report(string name, UNetShape shape, bool evaluate)
    {
        var model = new UNetModel(shape);
        return new NetworkReport
        {
            Name = name,
            Parameters = model.ParameterCount,
            Tensors = model.Entries,
            Times = evaluate ? Times : [],
            Output = evaluate ? ReferenceRun.Summary(model, Times) : null,
        };
    }

    private static NetworkReport Report(string name, Network network, NetworkProblem problem, bool evaluate) => new()
    {
        Name = name,
        Parameters = network.Shapes.Sum(shape => shape.Count),
        Tensors = [.. network.Shapes.Select(shape => new StateEntry { Name = shape.Name, Sizes = shape.Sizes })],
        Times = evaluate ? Times : [],
        Output = evaluate ? Evaluate(name, network, problem) : null,
    };

    private static OutputSummary Evaluate(string name, Network network, NetworkProblem problem)
    {
        using var scope = torch.NewDisposeScope();
        using var arena = new ParameterArena([(name, network.Shapes)], withAverage: false);
        foreach (var ((_, view), index) in arena.Views(arena.Values).Select((entry, index) => (entry, index)))
        {
            var shape = network.Shapes[index];
            view.copy_(FillRule.Fill(new StateEntry { Name = shape.Name, Sizes = shape.Sizes }, index));
        }

        var points = FillRule.Images(Times.Length, problem.Shape.Dimension).to(torch.float32);
        var time = torch.tensor(Times, dtype: torch.float32).view(-1, 1).expand(-1, problem.Conditions.Count).contiguous();
        return OutputSummary.Of(network.Evaluate(arena.Blocks[0], points, time, averaged: false));
    }
}
