using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// The parameters of one network as leaves of autograd: they share the arena's values, and <c>backward</c> adds to the
/// arena's gradients.
/// </summary>
internal sealed class ArenaLeaves : IDisposable
{
    private readonly torch.Tensor[] gradients;

    /// <summary>Makes the leaves.</summary>
    /// <param name="parameters">The network's part of the arena.</param>
    public ArenaLeaves(ParameterBlock parameters)
    {
        Parameters = parameters;
        gradients = parameters.Views(ArenaPart.Gradients);
        var values = parameters.Views(ArenaPart.Values);
        Tensors = [.. values.Select(value => value.detach().requires_grad_().DetachFromDisposeScope())];
        foreach (var (leaf, gradient) in Tensors.Zip(gradients))
            leaf.grad = gradient;
        foreach (var value in values)
            value.Dispose();
    }

    /// <summary>The network's part of the arena.</summary>
    public ParameterBlock Parameters { get; }

    /// <summary>The leaves, in the order of the network's shapes.</summary>
    public IReadOnlyList<torch.Tensor> Tensors { get; }

    /// <summary>Sets the gradients to zero.</summary>
    public void Clear()
    {
        foreach (var gradient in gradients)
            gradient.zero_();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Concat(gradients))
            tensor.Dispose();
    }
}
