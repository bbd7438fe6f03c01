using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Optimizers;

/// <summary>The optimizer's arithmetic in tensor operations, on any device.</summary>
internal sealed class TensorUpdate : IArenaUpdate
{
    /// <inheritdoc/>
    public double SquaredNorm(ParameterArena arena)
    {
        using var scope = torch.NewDisposeScope();
        return arena.Gradients.square().sum(torch.float64).item<double>();
    }

    /// <inheritdoc/>
    public void Adam(in AdamCoefficients coefficients, ParameterArena arena)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var gradients = arena.Gradients;
        if (coefficients.GradientScale != 1)
            gradients = gradients * coefficients.GradientScale;
        if (coefficients.GradientDecay != 0)
            gradients = gradients + arena.Values * coefficients.GradientDecay;
        arena.FirstMoment.mul_(coefficients.Beta1).add_(gradients, coefficients.OneMinusBeta1);
        arena.SecondMoment.mul_(coefficients.Beta2).addcmul_(gradients, gradients, coefficients.OneMinusBeta2);
        var root = arena.SecondMoment.sqrt().div_(coefficients.RootCorrection).add_(coefficients.Epsilon);
        if (coefficients.ValueScale != 1)
            arena.Values.mul_(coefficients.ValueScale);
        arena.Values.addcdiv_(arena.FirstMoment, root, -coefficients.StepSize);
    }

    /// <inheritdoc/>
    public void MoveAverage(float share, ParameterArena arena)
    {
        using var scope = torch.NewDisposeScope();
        arena.Average!.add_(arena.Values - arena.Average, share);
    }
}
