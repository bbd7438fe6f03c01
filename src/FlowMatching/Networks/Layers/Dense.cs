using TorchSharp;

namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>A fully connected layer with bias.</summary>
internal sealed class Dense
{
    private readonly int weight;
    private readonly int bias;

    /// <summary>Adds its tensors to the layout.</summary>
    public Dense(StateLayout layout, string name, int inputs, int outputs, InitialValues initial)
    {
        weight = layout.Parameter(initial.Weight(name, outputs, inputs));
        bias = layout.Parameter(initial.Bias(name, outputs, inputs));
    }

    /// <summary>[n, inputs] to [n, outputs].</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor x) => torch.nn.functional.linear(x, pass[weight], pass[bias]);
}
