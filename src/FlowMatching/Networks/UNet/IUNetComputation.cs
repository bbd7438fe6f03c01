using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>A way to compute a U-Net forwards and back, as <see cref="Network"/> asks for it.</summary>
internal interface IUNetComputation : IDisposable
{
    /// <inheritdoc cref="Network.Forward"/>
    torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor time);

    /// <inheritdoc cref="Network.Backward"/>
    void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient);

    /// <inheritdoc cref="Network.Evaluate"/>
    torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor time, bool averaged);

    /// <inheritdoc cref="Network.Differentiate"/>
    (torch.Tensor Output, torch.Tensor[] Products) Differentiate(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor time, bool averaged, IReadOnlyList<torch.Tensor> cotangents);
}
