using FastOde.Specs.Methods;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.FlowMaps;

/// <summary>
/// Improved mean flows (Geng et al., "Improved Mean Flows", 2025): V = u + d·sg(u̇), with u̇ along the network's own velocity
/// u(x, t, 0), is a velocity and is compared with v_c. Its loss has flow matching's floor.
/// </summary>
/// <param name="spec">The share off the diagonal.</param>
/// <param name="setting">What the trial says beside.</param>
public sealed class ImprovedMeanFlowMethod(ImprovedMeanFlowSpec spec, MethodSetting setting) : FlowMapMethod(setting)
{
    /// <inheritdoc/>
    public override void DrawConditions(torch.Tensor conditions, torch.Generator generator) => DrawPairs(conditions, spec.Distinct, generator);

    /// <inheritdoc/>
    /// <remarks>V - v_c is u - (v_c - d·u̇), the difference that is measured.</remarks>
    public override MapTarget Target(MapRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.MeanFlow(rows.Diagonal());
    }
}
