using TorchSharp;

namespace FastOde.FlowMatching.Paths;

/// <summary>The quarter circle x_t = cos(πt/2)·data + sin(πt/2)·noise: it keeps the variance at constant speed.</summary>
public sealed class CosinePath : InterpolationPath
{
    /// <inheritdoc/>
    public override string Name => "cosine";

    /// <inheritdoc/>
    public override double MinimumTime => 0;

    /// <inheritdoc/>
    public override PathCoefficients At(torch.Tensor time)
    {
        const double Speed = Math.PI / 2;
        using var angle = time * Speed;
        var data = angle.cos();
        var noise = angle.sin();
        return new(data, noise, noise * -Speed, data * Speed);
    }
}
