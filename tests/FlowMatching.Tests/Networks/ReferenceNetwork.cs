using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks;

/// <summary>A multi-layer perceptron in plain tensor operations in double precision, differentiated by autograd.</summary>
public static class ReferenceNetwork
{
    /// <summary>Leaf copies of a block's parameters in double precision, in order, with gradients on.</summary>
    public static IReadOnlyList<torch.Tensor> Leaves(ParameterArena arena, string block) =>
    [
        .. arena.Views(arena.Values)
            .Where(entry => entry.Name.StartsWith(block + ".", StringComparison.Ordinal))
            .Select(entry => entry.View.to(torch.float64).clone().requires_grad_()),
    ];

    /// <summary>Dense layers with tanh between them.</summary>
    public static torch.Tensor Forward(IReadOnlyList<torch.Tensor> parameters, torch.Tensor features)
    {
        var x = features;
        for (var layer = 0; layer < parameters.Count; layer += 2)
        {
            x = torch.nn.functional.linear(x, parameters[layer], parameters[layer + 1]);
            if (layer + 2 < parameters.Count)
                x = x.tanh();
        }

        return x;
    }

    /// <summary>All gradients of leaves, one behind the other, in single precision as in the arena.</summary>
    public static torch.Tensor Gradients(IEnumerable<torch.Tensor> leaves) =>
        torch.cat([.. leaves.Select(leaf => leaf.grad!.flatten())]).to(torch.float32);
}
