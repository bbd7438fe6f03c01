using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>What one step trains on, one row a sample.</summary>
/// <param name="Data">The data, shape [n, dimension].</param>
/// <param name="Conditions">What the method drew for each sample, shape [n, conditions].</param>
/// <param name="Drawn">What the coupling drew, shape [n, dimension].</param>
internal readonly record struct Batch(torch.Tensor Data, torch.Tensor Conditions, torch.Tensor Drawn)
{
    /// <summary>The batch on a device.</summary>
    public Batch To(torch.Device device) => new(Data.to(device), Conditions.to(device), Drawn.to(device));

    /// <summary>One of equal parts, in the order of the samples; shares the memory of the whole.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="count">How many parts there are; divides the number of samples.</param>
    public Batch Part(int index, int count)
    {
        if (count == 1)
            return this;
        var size = Data.shape[0] / count;
        return new(Data.narrow(0, index * size, size), Conditions.narrow(0, index * size, size), Drawn.narrow(0, index * size, size));
    }
}
