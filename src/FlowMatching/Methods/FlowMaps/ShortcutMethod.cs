using System.Numerics;
using FastOde.Specs.Methods;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.FlowMaps;

/// <summary>
/// Shortcut models (Frans et al., "One Step Diffusion via Shortcut Models", 2024, eq. 5): of M base steps the smallest
/// matches v_c; a step of twice the length matches sg of two steps one after the other.
/// </summary>
/// <param name="spec">M, and the share of samples that learn from two steps.</param>
/// <param name="setting">What the trial says beside.</param>
public sealed class ShortcutMethod(ShortcutSpec spec, MethodSetting setting) : FlowMapMethod(setting)
{
    /// <inheritdoc/>
    public override double Diagonal => 1.0 / spec.BaseSteps;

    /// <inheritdoc/>
    public override int? MostSteps => spec.BaseSteps;

    /// <inheritdoc/>
    /// <remarks>Off the diagonal d = 2^-k, k uniform with 2/M ≤ d ≤ 1, and t uniform on d's grid d, 2d, …, 1.</remarks>
    public override void DrawConditions(torch.Tensor conditions, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        using var scope = torch.NewDisposeScope();
        var draws = torch.empty_like(conditions).uniform_(0, 1, generator);
        var levels = (draws.narrow(1, 0, 1) * BitOperations.Log2((uint)spec.BaseSteps)).floor_();
        var steps = levels.neg().exp2();
        var place = (draws.narrow(1, 1, 1) / steps).floor_() + 1;
        var off = Spread(conditions, spec.Bootstrap);
        var ordinary = torch.empty_like(levels);
        Setting.Times.Draw(ordinary, Setting.Path.MinimumTime, generator);
        conditions.narrow(1, 0, 1).copy_(torch.where(off, place * steps, ordinary));
        conditions.narrow(1, 1, 1).copy_(torch.where(off, steps, torch.full_like(steps, Diagonal)));
    }

    /// <inheritdoc/>
    public override MapTarget Target(MapRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new MapTarget(rows.OfTwoHalves(spec.Averaged));
    }
}
