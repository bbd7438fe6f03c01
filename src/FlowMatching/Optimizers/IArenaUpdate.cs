using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.Kernels;

namespace FastOde.FlowMatching.Optimizers;

/// <summary>The arithmetic of an optimizer over a whole arena.</summary>
internal interface IArenaUpdate
{
    /// <summary>The sum of the squared gradients.</summary>
    double SquaredNorm(ParameterArena arena);

    /// <summary>One step of Adam or AdamW.</summary>
    void Adam(in AdamCoefficients coefficients, ParameterArena arena);

    /// <summary>average ← average + share·(values - average); the arena keeps an average.</summary>
    void MoveAverage(float share, ParameterArena arena);

    /// <summary>The arithmetic for a device.</summary>
    static IArenaUpdate On(ComputeDevice device) => device.OwnKernels ? new KernelUpdate(KernelSet.Best) : new TensorUpdate();
}
