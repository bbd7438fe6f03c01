using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Optimizers;
using FastOde.Kernels.Couplings;
using FastOde.Kernels.Methods;
using FastOde.Kernels.Networks;
using FastOde.Kernels.Networks.UNet;
using FastOde.Kernels.Optimizers;
using FastOde.Kernels.Vectors;
using FastOde.Specs.Losses;

namespace FastOde.Kernels;

/// <summary>
/// What is computed by hand on processors: multi-layer perceptrons, DDPM++ U-Nets in single precision, the learned forward
/// process with its penalties, transport from the whole prior to points of few dimensions, the squared loss of flow matching and
/// the optimizer's arithmetic.
/// </summary>
public sealed class ProcessorKernels : IKernels
{
    /// <inheritdoc/>
    public T? Create<T>(Computation<T> computation)
        where T : class => Form(computation) as T;

    private static object? Form(object computation) => computation switch
    {
        MlpComputation mlp => new KernelMlp(mlp.Layout, KernelSet.Best),
        UNetComputation unet when UNetPasses.Supports(unet) => new KernelUNet(unet.Model, unet.Dropout, ImageKernelSet.Best),
        ForwardProcessComputation process => new KernelForwardProcess(process),
        VelocityLossComputation { Loss: SquaredLossSpec } loss => new KernelVelocityLoss(loss),
        TransportCellsComputation cells when KernelTransportCells.Supports(cells) => new KernelTransportCells(cells.Table),
        ArenaUpdateComputation => new KernelUpdate(KernelSet.Best),
        _ => null,
    };
}
