using TorchSharp;

namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>One evaluation of a network: the tensors it computes with, and whether units drop out.</summary>
/// <param name="state">The tensors by slot.</param>
/// <param name="dropout">What dropout draws from; null in evaluation, where nothing ever drops out.</param>
internal sealed class Pass(IReadOnlyList<torch.Tensor> state, torch.Generator? dropout)
{
    /// <summary>The tensor in a slot.</summary>
    public torch.Tensor this[int slot] => state[slot];

    /// <summary>Sets elements to zero with the given probability and scales the others so that the mean stays.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="probability">At least 0, below 1.</param>
    public torch.Tensor Drop(torch.Tensor x, double probability)
    {
        if (dropout is null || probability == 0)
            return x;
        using var kept = torch.empty_like(x).bernoulli_(1 - probability, dropout).div_(1 - probability);
        return x * kept;
    }
}
