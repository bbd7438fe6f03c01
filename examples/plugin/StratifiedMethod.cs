using FastOde.FlowMatching.Methods;
using TorchSharp;

namespace Swirl;

/// <summary>Draws the i-th of n times between i/n and (i+1)/n, which lowers the variance of the loss.</summary>
/// <param name="spec">Has no keys.</param>
/// <param name="setting">Path, prediction and loss.</param>
public sealed class StratifiedMethod(StratifiedSpec spec, MethodSetting setting) : VelocityMethod(setting)
{
    /// <summary>What the spec says of it.</summary>
    public StratifiedSpec Spec => spec;

    /// <inheritdoc/>
    public override void DrawConditions(torch.Tensor conditions, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var count = conditions.shape[0];
        var least = Setting.Path.MinimumTime;
        var parts = torch.arange(count, dtype: conditions.dtype, device: conditions.device).unsqueeze(1);
        var within = torch.rand(count, 1, dtype: conditions.dtype, device: conditions.device, generator: generator);
        conditions.copy_((parts + within) / count * (1 - least) + least);
    }
}
