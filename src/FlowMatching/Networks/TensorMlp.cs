using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>Dense layers with tanh on [point, time], with or without Fourier features, in tensor operations.</summary>
internal sealed class TensorMlp : TensorNetwork
{
    private readonly MlpLayout layout;
    private readonly torch.Tensor? frequencies;

    /// <summary>Prepares to compute.</summary>
    /// <param name="layout">The layers.</param>
    /// <param name="dropout">The trial's generator; nothing is drawn from it.</param>
    /// <param name="device">Where the parameters lie.</param>
    public TensorMlp(MlpLayout layout, torch.Generator dropout, torch.Device device)
        : base(dropout)
    {
        this.layout = layout;
        frequencies = layout.Features?.Frequencies(device).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Shapes => layout.Shapes;

    /// <inheritdoc/>
    public override int OutputDimension => layout.Widths[^1];

    /// <inheritdoc/>
    /// <remarks>Exact: the direction goes through the layers beside the features, a product more for each.</remarks>
    public override torch.Tensor DifferentiateAlong(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, torch.Tensor pointDirection, torch.Tensor conditionDirection)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var views = parameters.Views(averaged ? ArenaPart.Average : ArenaPart.Values);
        var features = torch.cat([points, conditions], 1);
        var along = torch.cat([pointDirection, conditionDirection], 1);
        if (frequencies is not null)
        {
            var (angles, turns) = (features.mm(frequencies.t()), along.mm(frequencies.t()));
            var (sines, cosines) = (angles.sin(), angles.cos());
            features = torch.cat([features, sines, cosines], 1);
            along = torch.cat([along, cosines * turns, -sines * turns], 1);
        }

        for (var i = 0; i < views.Length; i += 2)
        {
            features = torch.nn.functional.linear(features, views[i], views[i + 1]);
            along = torch.nn.functional.linear(along, views[i]);
            if (i + 2 == views.Length)
                continue;
            features = features.tanh();
            along = (1 - features.square()) * along;
        }

        foreach (var view in views)
            view.Dispose();
        return along.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override torch.Tensor Compute(
        IReadOnlyList<torch.Tensor> parameters, torch.Tensor points, torch.Tensor conditions, torch.Generator? generator, RecomputationTape? segments)
    {
        using var scope = torch.NewDisposeScope();
        var features = torch.cat([points, conditions], 1);
        if (frequencies is not null)
        {
            var angles = features.mm(frequencies.t());
            features = torch.cat([features, angles.sin(), angles.cos()], 1);
        }

        for (var i = 0; i < parameters.Count; i += 2)
        {
            features = torch.nn.functional.linear(features, parameters[i], parameters[i + 1]);
            if (i + 2 < parameters.Count)
                features = features.tanh();
        }

        return features.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            frequencies?.Dispose();
        base.Dispose(disposing);
    }
}
