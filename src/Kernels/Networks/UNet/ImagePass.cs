using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>One image on its way through the network, forwards or back.</summary>
internal sealed unsafe class ImagePass
{
    /// <summary>Compiled for the processor.</summary>
    public required ImageKernelSet Kernels { get; init; }

    /// <summary>The packed parameters.</summary>
    public required float* Packed { get; init; }

    /// <summary>Weights packed for the way back; null on the way forward.</summary>
    public float* Transposed { get; init; }

    /// <summary>What the image leaves on the way forward and needs on the way back.</summary>
    public required float* Tape { get; init; }

    /// <summary>The thread's own memory.</summary>
    public required ThreadBuffers Worker { get; init; }

    /// <summary>The image's number in the batch.</summary>
    public required int Image { get; init; }

    /// <summary>What time adds to the features of every block.</summary>
    public required TimeShifts Shifts { get; init; }

    /// <summary>What dropout's masks follow from; null where nothing drops out.</summary>
    public ulong? Draw { get; init; }

    /// <summary>Whether only the gradient with respect to the points is asked for, so that no weight needs one.</summary>
    public bool PointsAlone { get; init; }

    /// <summary>A tensor's values.</summary>
    public float* Values(FeatureMap tensor) => Tape + tensor.Place;

    /// <summary>A tensor's gradient.</summary>
    public float* Gradient(FeatureMap tensor) => Worker.FeatureGradients + tensor.GradientPlace;

    /// <summary>Copies the pixels of a map; both maps start at a channel of their own.</summary>
    public void Copy(FeatureMapShape from, float* source, FeatureMapShape to, float* target, int channels, bool adds = false)
    {
        // A matrix has the pixels of all rows one after another.
        var width = Math.Min(from.Width, to.Width);
        var height = Math.Max(from.Height, to.Height);
        Kernels.Copy(
            height, width, channels, source + from.Origin, from.Stride, (from.Border == 0 ? width : from.Pitch) * from.Stride,
            target + to.Origin, to.Stride, (to.Border == 0 ? width : to.Pitch) * to.Stride, adds);
    }
}
