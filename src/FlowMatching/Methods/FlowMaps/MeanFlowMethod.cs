using FastOde.Specs.Methods;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.FlowMaps;

/// <summary>
/// Mean flows (Geng et al., "Mean Flows for One-step Generative Modeling", 2025, eq. 10): u is compared with
/// v_c - d·sg(u̇), u̇ the derivative of u along the flow.
/// </summary>
/// <param name="spec">The share off the diagonal, and the tangent.</param>
/// <param name="setting">What the trial says beside.</param>
public sealed class MeanFlowMethod(MeanFlowSpec spec, MethodSetting setting) : FlowMapMethod(setting)
{
    /// <inheritdoc/>
    public override void DrawConditions(torch.Tensor conditions, torch.Generator generator) => DrawPairs(conditions, spec.Distinct, generator);

    /// <inheritdoc/>
    public override MapTarget Target(MapRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.MeanFlow(spec.Tangent == TangentKind.Conditional ? rows.Velocities : rows.Diagonal());
    }
}
