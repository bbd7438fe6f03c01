using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks.Kernels;
using FastOde.FlowMatching.Networks.Planes;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>
/// A U-Net on points that are images row by row, computed by own kernels where its options allow it and by autograd
/// otherwise. As Gaussian encoder it gives all means, then all log variances.
/// </summary>
public sealed class UNetNetwork : Network
{
    private readonly UNetModel model;
    private readonly IUNetComputation computation;
    private bool forward;

    /// <summary>Lays the network out; it computes once its parameters have a place.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="dropout">The trial's generator; training draws from it where the options ask for dropout.</param>
    /// <param name="precision">What it computes with.</param>
    /// <param name="checkpointing">Whether training computes each block's features a second time instead of keeping them; by autograd.</param>
    /// <param name="device">Where its parameters will lie; the processor where not given.</param>
    /// <exception cref="Catalogs.SettingValueException">No U-Net can have these options.</exception>
    public UNetNetwork(
        UNetOptions options, torch.Generator dropout, Precision precision = Precision.Full, bool checkpointing = false, ComputeDevice? device = null)
        : this(options, dropout, (device ?? ComputeDevice.Cpu).OwnKernels && precision == Precision.Full && !checkpointing ? PlaneKernelSet.Best : null, precision, checkpointing, device)
    {
    }

    /// <summary>Lays the network out for given kernels.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="dropout">The trial's generator.</param>
    /// <param name="kernels">Own kernels, which compute in single precision; null to use autograd for any options.</param>
    /// <param name="precision">What autograd computes with.</param>
    /// <param name="checkpointing">Whether autograd computes features a second time.</param>
    /// <param name="device">Where the parameters will lie.</param>
    internal UNetNetwork(
        UNetOptions options, torch.Generator dropout, PlaneKernelSet? kernels, Precision precision = Precision.Full, bool checkpointing = false,
        ComputeDevice? device = null)
    {
        ArgumentNullException.ThrowIfNull(dropout);
        model = new UNetModel(options);
        computation = kernels is not null && PlaneUNet.Supports(options)
            ? new PlaneComputation(model, dropout, kernels)
            : new AutogradUNet(model, dropout, (device ?? ComputeDevice.Cpu).Device, precision, checkpointing);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Shapes => model.Shapes;

    /// <inheritdoc/>
    public override int OutputDimension => model.Options.OutputChannels * model.Options.Resolution * model.Options.Resolution;

    /// <inheritdoc/>
    public override torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor time)
    {
        ArgumentNullException.ThrowIfNull(points);
        forward = true;
        return computation.Forward(parameters, points, time);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There was no forward pass since the last backward one.</exception>
    public override void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient)
    {
        if (!forward)
            throw new InvalidOperationException("A U-Net goes backward once after each forward pass.");
        forward = false;
        computation.Backward(parameters, outputGradient, pointGradient);
    }

    /// <inheritdoc/>
    public override torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor time, bool averaged)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return computation.Evaluate(parameters, points, time, averaged);
    }

    /// <inheritdoc/>
    public override (torch.Tensor Output, torch.Tensor[] Products) Differentiate(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor time, bool averaged, IReadOnlyList<torch.Tensor> cotangents)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(cotangents);
        return computation.Differentiate(parameters, points, time, averaged, cotangents);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            computation.Dispose();
        base.Dispose(disposing);
    }
}
