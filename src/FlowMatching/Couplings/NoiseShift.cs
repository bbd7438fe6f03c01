using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Turns noise of the prior into noise of a normal fitted to encoded data: shift + scale·noise in each dimension.</summary>
/// <param name="Shift">Added, one number a dimension.</param>
/// <param name="Scale">Multiplied before, one number a dimension, at least 0.</param>
public sealed record NoiseShift(IReadOnlyList<float> Shift, IReadOnlyList<float> Scale)
{
    /// <summary>Moves noise.</summary>
    /// <param name="noise">Shape [n, dimension…], float32 on the CPU.</param>
    /// <returns>The same shape.</returns>
    public torch.Tensor Apply(torch.Tensor noise)
    {
        ArgumentNullException.ThrowIfNull(noise);
        using var scope = torch.NewDisposeScope();
        var rows = noise.reshape(noise.shape[0], Shift.Count);
        var moved = rows * torch.tensor(Scale.ToArray()) + torch.tensor(Shift.ToArray());
        return moved.reshape(noise.shape).MoveToOuterDisposeScope();
    }
}
