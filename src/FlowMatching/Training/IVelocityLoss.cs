using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// The flow-matching loss of one batch, stage by stage: where the path is at each sample's time, the mean squared error
/// of the prediction, velocity or noise, per data dimension, and its gradients.
/// </summary>
internal interface IVelocityLoss : IDisposable
{
    /// <summary>Places every pair on the path: the network's input; the velocity there, or the noise, becomes its target.</summary>
    /// <returns>Points, shape [n, dimension]; owned by this object.</returns>
    torch.Tensor Place(InterpolationPath path, torch.Tensor time, torch.Tensor data, torch.Tensor noise);

    /// <summary>Compares the network's output with the target.</summary>
    /// <param name="prediction">The network's output, shape [n, dimension].</param>
    /// <param name="gradient">Gradient of the loss with respect to it; owned by this object.</param>
    /// <returns>The loss.</returns>
    double Measure(torch.Tensor prediction, out torch.Tensor gradient);

    /// <summary>
    /// The gradient with respect to the noise: b·(gradient at the point) - s·(gradient at the prediction), where s is the
    /// target's share of noise (b' of a velocity, 1 of noise), since the target moves with the noise too. It replaces the
    /// gradient at the point.
    /// </summary>
    void ToNoise(torch.Tensor pointGradient);

    /// <summary>Makes the loss that computes on a device.</summary>
    /// <param name="device">Where batches lie.</param>
    /// <param name="batchSize">Samples of every batch.</param>
    /// <param name="dimension">Data dimension.</param>
    /// <param name="prediction">What the network says.</param>
    static IVelocityLoss On(ComputeDevice device, int batchSize, int dimension, PredictionKind prediction) =>
        device.OwnKernels ? new VelocityLoss(batchSize, dimension, prediction) : new TensorVelocityLoss(prediction);
}
