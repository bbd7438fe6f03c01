using FastOde.Specs.Methods;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.FlowMaps;

/// <summary>
/// Flow maps that learn from themselves (Boffi, Albergo and Vanden-Eijnden, "How to build a consistency model", 2025):
/// progressive, X_{t→r}(x) against sg of X_{m→r}(X_{t→m}(x)) with m the middle, or Lagrangian, ∂X_{t→r}(x)/∂r against sg of
/// the velocity at X_{t→r}(x). With a teacher that velocity is the teacher's, and so is the target on the diagonal ("Flow map
/// matching", 2024).
/// </summary>
/// <param name="spec">The share off the diagonal, and what they learn there.</param>
/// <param name="setting">What the trial says beside.</param>
public sealed class SelfDistillationMethod(SelfDistillationSpec spec, MethodSetting setting) : FlowMapMethod(setting)
{
    /// <inheritdoc/>
    public override bool HasTeacher => spec.Teacher is not null;

    /// <inheritdoc/>
    public override void DrawConditions(torch.Tensor conditions, torch.Generator generator) => DrawPairs(conditions, spec.Distinct, generator);

    /// <inheritdoc/>
    public override MapTarget Target(MapRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        // X differs by d times what u differs by.
        if (spec.Objective == MapObjective.Progressive)
            return new MapTarget(rows.OfTwoHalves(), Weight: rows.Steps);
        var end = rows.Points - rows.Steps * rows.AverageVelocity(rows.Points, rows.Times, rows.Steps);
        return new MapTarget(rows.Velocity(end, rows.Times - rows.Steps), ComparesEnds: true);
    }
}
