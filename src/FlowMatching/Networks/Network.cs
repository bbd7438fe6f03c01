using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// A network on points and conditions, such as time, whose parameters lie in an arena and whose gradients are asked for stage by stage:
/// <see cref="Forward"/>, then at most once <see cref="Backward"/> for the same input. Not for two threads at once.
/// </summary>
public abstract class Network : IDisposable
{
    private const double DifferenceStep = 0.01;

    /// <summary>The parameters the network needs, in the order in which they lie in its block.</summary>
    public abstract IReadOnlyList<ParameterShape> Shapes { get; }

    /// <summary>Numbers that one input point gives.</summary>
    public abstract int OutputDimension { get; }

    /// <summary>Evaluates the network and keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="parameters">Where the parameters lie.</param>
    /// <param name="points">Points, shape [n, dimension].</param>
    /// <param name="conditions">Conditions, one column each in the order of the network, shape [n, conditions].</param>
    /// <returns>Shape [n, OutputDimension]; owned by the network and overwritten by the next call.</returns>
    public abstract torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions);

    /// <summary>
    /// Writes (not adds) the gradient of the loss with respect to the parameters into the arena's gradients.
    /// </summary>
    /// <param name="parameters">Where the parameters lie; unchanged since <see cref="Forward"/>.</param>
    /// <param name="outputGradient">The gradient with respect to the output, shape [n, OutputDimension].</param>
    /// <param name="pointGradient">Receives the gradient with respect to the points, shape [n, dimension]; null when nobody needs it.</param>
    public abstract void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient);

    /// <summary>Evaluates without keeping anything.</summary>
    /// <param name="parameters">Where the parameters lie.</param>
    /// <param name="points">Points, shape [n, dimension].</param>
    /// <param name="conditions">Conditions, one column each in the order of the network, shape [n, conditions].</param>
    /// <param name="averaged">Whether to use the moving average of the parameters, where the arena keeps one.</param>
    /// <returns>A new tensor, shape [n, OutputDimension], that the caller owns.</returns>
    public abstract torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged);

    /// <summary>Evaluates as <see cref="Evaluate"/> and multiplies the Jacobian with respect to the points from the left.</summary>
    /// <param name="parameters">Where the parameters lie; no gradient of theirs is written.</param>
    /// <param name="points">Points, shape [n, dimension].</param>
    /// <param name="conditions">Conditions, one column each in the order of the network, shape [n, conditions].</param>
    /// <param name="averaged">Whether to use the moving average of the parameters, where the arena keeps one.</param>
    /// <param name="cotangents">Vectors w, each of shape [n, OutputDimension]; at least one.</param>
    /// <returns>New tensors that the caller owns: the output, and wᵀ·∂output/∂points of the points' shape for every w.</returns>
    public abstract (torch.Tensor Output, torch.Tensor[] Products) Differentiate(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, IReadOnlyList<torch.Tensor> cotangents);

    /// <summary>
    /// The derivative of <see cref="Evaluate"/> along a direction: ∂output/∂points·v + ∂output/∂conditions·w.
    /// Where a network has nothing better, this is the central difference of two evaluations at ±0.01, whose error falls with
    /// the square of that and is near 1e-4 of the derivative in single precision.
    /// </summary>
    /// <param name="parameters">Where the parameters lie; no gradient of theirs is written.</param>
    /// <param name="points">Points, shape [n, dimension].</param>
    /// <param name="conditions">Conditions, shape [n, conditions].</param>
    /// <param name="averaged">Whether to use the moving average of the parameters, where the arena keeps one.</param>
    /// <param name="pointDirection">v, of the points' shape.</param>
    /// <param name="conditionDirection">w, of the conditions' shape.</param>
    /// <returns>A new tensor, shape [n, OutputDimension], that the caller owns.</returns>
    public virtual torch.Tensor DifferentiateAlong(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, torch.Tensor pointDirection, torch.Tensor conditionDirection)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(conditions);
        using var scope = torch.NewDisposeScope();
        var ahead = Evaluate(parameters, points + DifferenceStep * pointDirection, conditions + DifferenceStep * conditionDirection, averaged);
        var behind = Evaluate(parameters, points - DifferenceStep * pointDirection, conditions - DifferenceStep * conditionDirection, averaged);
        return ahead.sub_(behind).div_(2 * DifferenceStep).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases buffers.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
