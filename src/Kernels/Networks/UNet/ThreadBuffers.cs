using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>What one thread needs for itself: temporary maps, gradients of features and of parameters.</summary>
internal sealed unsafe class ThreadBuffers : IDisposable
{
    private readonly Dictionary<(BufferRole Role, FeatureMapShape Shape), AlignedBuffer> maps = [];
    private readonly Lazy<AlignedBuffer> features;
    private readonly Lazy<AlignedBuffer> parameters;
    private readonly Lazy<AlignedBuffer> tape;

    /// <summary>Prepares a worker; memory is taken when it is first needed.</summary>
    /// <param name="gradients">Floats of the gradients of features.</param>
    /// <param name="packed">Floats of the packed parameters.</param>
    /// <param name="tapeLength">Floats of an image's tape.</param>
    public ThreadBuffers(int gradients, int packed, int tapeLength)
    {
        features = new(() => new AlignedBuffer(gradients));
        parameters = new(() => new AlignedBuffer(packed));
        tape = new(() => new AlignedBuffer(tapeLength));
    }

    /// <summary>Gradients of features.</summary>
    public float* FeatureGradients => features.Value.Start;

    /// <summary>Gradients of the packed parameters, summed over the worker's images.</summary>
    public float* ParameterGradients => parameters.Value.Start;

    /// <summary>The tape of an image that nobody goes back over.</summary>
    public float* Tape => tape.Value.Start;

    /// <summary>A temporary map, zero at first.</summary>
    public float* Map(BufferRole role, FeatureMapShape shape)
    {
        if (!maps.TryGetValue((role, shape), out var map))
            maps.Add((role, shape), map = new AlignedBuffer(shape.Length));
        return map.Start;
    }

    /// <summary>Sets the gradients of parameters to zero.</summary>
    public void Clear() => new Span<float>(ParameterGradients, checked((int)parameters.Value.Length)).Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var map in maps.Values)
            map.Dispose();
        foreach (var buffer in new[] { features, parameters, tape })
        {
            if (buffer.IsValueCreated)
                buffer.Value.Dispose();
        }
    }
}
