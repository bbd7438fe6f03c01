using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace FastOde.FlowMatching.Networks.Inception;

/// <summary>One way through a block: pooling, then convolutions one after the other, the last two side by side in a fork.</summary>
/// <param name="pooling">What is pooled first.</param>
/// <param name="chain">Convolutions one after the other.</param>
/// <param name="fork">Convolutions side by side on the chain's result; empty for none.</param>
internal sealed class InceptionBranch(BranchPooling pooling, IReadOnlyList<ConvolutionUnit> chain, IReadOnlyList<ConvolutionUnit> fork)
{
    /// <summary>Output channels where the block has so many inputs.</summary>
    public int Outputs(int inputs) => fork.Count > 0 ? fork.Sum(unit => unit.Outputs) : chain.Count > 0 ? chain[^1].Outputs : inputs;

    /// <summary>The branch's results, which the block joins.</summary>
    public IEnumerable<torch.Tensor> Apply(Pass pass, torch.Tensor x)
    {
        var features = chain.Aggregate(Pool(x), (features, unit) => unit.Apply(pass, features));
        return fork.Count == 0 ? [features] : [.. fork.Select(unit => unit.Apply(pass, features))];
    }

    private torch.Tensor Pool(torch.Tensor x) => pooling switch
    {
        BranchPooling.Average => avg_pool2d(x, 3, 1, 1, count_include_pad: false),
        BranchPooling.Maximum => max_pool2d(x, 3, 1, 1),
        BranchPooling.Halving => max_pool2d(x, 3, 2),
        _ => x,
    };
}
