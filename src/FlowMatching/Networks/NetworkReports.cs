using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Networks.UNet;
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

    /// <summary>Describes networks on points; they are evaluated as they train, in single precision.</summary>
    /// <param name="options">Their shape.</param>
    /// <param name="prior">The prior over noise; gives the points' dimension.</param>
    /// <param name="evaluate">Whether to evaluate them.</param>
    /// <returns>Velocity network, then encoder.</returns>
    public static IReadOnlyList<NetworkReport> Of(NetworkOptions options, DiagonalNormal prior, bool evaluate)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(prior);
        var dimension = prior.Variances.Count;
        using var velocity = new MlpNetwork(options, prior, dimension);
        using var encoder = new MlpNetwork(options, prior, 2 * dimension);
        return [Report(Velocity, velocity, dimension, evaluate), Report(Encoder, encoder, dimension, evaluate)];
    }

    private static NetworkReport Report(string name, UNetOptions options, bool evaluate)
    {
        var model = new UNetModel(options);
        return new NetworkReport
        {
            Name = name,
            Parameters = model.ParameterCount,
            Tensors = model.Entries,
            Times = evaluate ? Times : [],
            Output = evaluate ? ReferenceRun.Summary(model, Times) : null,
        };
    }

    private static NetworkReport Report(string name, Network network, int dimension, bool evaluate) => new()
    {
        Name = name,
        Parameters = network.Shapes.Sum(shape => shape.Count),
        Tensors = [.. network.Shapes.Select(shape => new StateEntry { Name = shape.Name, Sizes = shape.Sizes })],
        Times = evaluate ? Times : [],
        Output = evaluate ? Evaluate(name, network, dimension) : null,
    };

    private static OutputSummary Evaluate(string name, Network network, int dimension)
    {
        using var scope = torch.NewDisposeScope();
        using var arena = new ParameterArena([(name, network.Shapes)], withAverage: false);
        foreach (var ((_, view), index) in arena.Views(arena.Values).Select((entry, index) => (entry, index)))
        {
            var shape = network.Shapes[index];
            view.copy_(FillRule.Fill(new StateEntry { Name = shape.Name, Sizes = shape.Sizes }, index));
        }

        var points = FillRule.Images(Times.Length, dimension).to(torch.float32);
        var time = torch.tensor(Times, dtype: torch.float32).view(-1, 1);
        return OutputSummary.Of(network.Evaluate(arena.Blocks[0], points, time, averaged: false));
    }
}
