using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>One evaluation of a network: the tensors it computes with, and whether units drop out.</summary>
/// <param name="state">The tensors by slot.</param>
/// <param name="dropout">What dropout draws from; null in evaluation, where nothing ever drops out.</param>
/// <param name="tape">Runs segments so that the way back computes them again; null to keep their features instead.</param>
internal sealed class Pass(IReadOnlyList<torch.Tensor> state, torch.Generator? dropout, RecomputationTape? tape = null)
{
    private readonly IReadOnlyList<torch.Tensor> state = ComputedRightly(state);

    /// <summary>The tensor in a slot.</summary>
    public torch.Tensor this[int slot] => state[slot];

    /// <summary>Runs a part of the network that may be computed a second time on the way back.</summary>
    /// <param name="segment">A function of its inputs and of tensors in slots; it draws from this pass only.</param>
    /// <param name="inputs">All that other segments give it.</param>
    public torch.Tensor Run(Func<IReadOnlyList<torch.Tensor>, torch.Tensor> segment, params torch.Tensor[] inputs) =>
        tape is null ? segment(inputs) : tape.Run(segment, inputs);

    /// <summary>Frees the result of a segment that no later one reads, unless the way back does.</summary>
    public void Release(torch.Tensor features)
    {
        if (tape is null)
            features.Dispose();
    }

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

    /// <summary>Every convolution of a network takes its tensors from a pass, so this is where wrong ones are stopped.</summary>
    private static IReadOnlyList<torch.Tensor> ComputedRightly(IReadOnlyList<torch.Tensor> state)
    {
        if (state.Count > 0 && state[0].device_type == DeviceType.CPU)
            LibtorchArithmetic.Require();
        return state;
    }
}
