using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// A network in tensor operations, differentiated by autograd: its leaves share the arena's parameters and its gradients
/// are accumulated in the arena itself. On any device.
/// </summary>
/// <param name="dropout">The trial's generator.</param>
/// <param name="checkpointing">Whether training computes segments a second time instead of keeping their features.</param>
public abstract class TensorNetwork(torch.Generator dropout, bool checkpointing = false) : Network
{
    private readonly RecomputationTape? tape = checkpointing ? new RecomputationTape(dropout) : null;
    private ArenaLeaves? leaves;
    private torch.Tensor? input;
    private torch.Tensor? output;

    /// <inheritdoc/>
    public sealed override torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions)
    {
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        Forget();
        input = points.detach().requires_grad_().DetachFromDisposeScope();
        output = Compute(LeavesOf(parameters).Tensors, input, conditions, dropout, tape).DetachFromDisposeScope();
        return output.detach().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There was no forward pass since the last backward one.</exception>
    public sealed override void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient)
    {
        using var scope = torch.NewDisposeScope();
        if (output is null)
            throw new InvalidOperationException("A network goes backward once after each forward pass.");
        leaves!.Clear();
        if (tape is null)
            output.backward([outputGradient]);
        else
            tape.Backward(output, outputGradient);
        pointGradient?.copy_(input!.grad!);
        Forget();
    }

    /// <inheritdoc/>
    public sealed override torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var views = parameters.Views(averaged ? ArenaPart.Average : ArenaPart.Values);
        var result = Compute(views, points, conditions, generator: null, segments: null);
        foreach (var view in views)
            view.Dispose();
        return result.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public sealed override (torch.Tensor Output, torch.Tensor[] Products) Differentiate(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, IReadOnlyList<torch.Tensor> cotangents)
    {
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        var views = parameters.Views(averaged ? ArenaPart.Average : ArenaPart.Values);
        var leaf = points.detach().requires_grad_();
        var result = Compute(views, leaf, conditions, generator: null, segments: null);
        torch.Tensor[] products =
        [
            .. cotangents.Select((cotangent, i) =>
                torch.autograd.grad([result], [leaf], [cotangent], retain_graph: i < cotangents.Count - 1)[0].MoveToOuterDisposeScope()),
        ];
        foreach (var view in views)
            view.Dispose();
        return (result.detach().MoveToOuterDisposeScope(), products);
    }

    /// <summary>The network as a function that autograd can follow.</summary>
    /// <param name="parameters">Its tensors in the order of its shapes.</param>
    /// <param name="points">Points, shape [n, dimension].</param>
    /// <param name="conditions">Conditions, shape [n, conditions].</param>
    /// <param name="generator">What dropout draws from; null in evaluation.</param>
    /// <param name="segments">Runs what shall be computed a second time on the way back; null where nothing shall.</param>
    /// <returns>Shape [n, outputs], float32.</returns>
    protected abstract torch.Tensor Compute(
        IReadOnlyList<torch.Tensor> parameters, torch.Tensor points, torch.Tensor conditions, torch.Generator? generator, RecomputationTape? segments);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
            leaves?.Dispose();
        }

        base.Dispose(disposing);
    }

    private ArenaLeaves LeavesOf(ParameterBlock parameters)
    {
        if (leaves?.Parameters != parameters)
        {
            leaves?.Dispose();
            leaves = new ArenaLeaves(parameters);
        }

        return leaves;
    }

    private void Forget()
    {
        tape?.Dispose();
        input?.Dispose();
        output?.Dispose();
        (input, output) = (null, null);
    }
}
