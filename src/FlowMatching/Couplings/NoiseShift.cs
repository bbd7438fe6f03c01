using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Turns noise of the prior into noise of a normal fitted to encoded data: shift + scale·noise in each coefficient of a basis.</summary>
/// <param name="Shift">Added, one number a coefficient.</param>
/// <param name="Scale">Multiplied before, one number a coefficient, at least 0.</param>
public sealed record NoiseShift(IReadOnlyList<float> Shift, IReadOnlyList<float> Scale) : SamplingStart
{
    /// <summary>The basis of the coefficients; by default the dimensions themselves.</summary>
    public NoiseBasis Basis { get; init; } = NoiseBasis.Pixels;

    /// <inheritdoc/>
    public override torch.Tensor Apply(torch.Tensor noise, out int evaluations)
    {
        evaluations = 0;
        ArgumentNullException.ThrowIfNull(noise);
        using var scope = torch.NewDisposeScope();
        var coefficients = Basis.Coefficients(noise.reshape(noise.shape[0], Shift.Count));
        var moved = coefficients * torch.tensor(Scale.ToArray()) + torch.tensor(Shift.ToArray());
        return Basis.Noise(moved).reshape(noise.shape).MoveToOuterDisposeScope();
    }
}
