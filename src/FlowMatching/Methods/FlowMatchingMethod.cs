using FastOde.Specs.Methods;
using TorchSharp;

namespace FastOde.FlowMatching.Methods;

/// <summary>Flow matching (Lipman and others, 2023) and rectified flow (Liu and others, 2023): times follow the trial's law.</summary>
/// <param name="spec">Has no keys.</param>
/// <param name="setting">What the trial says beside.</param>
public sealed class FlowMatchingMethod(FlowMatchingSpec spec, MethodSetting setting) : VelocityMethod(setting)
{
    /// <summary>What the spec says of it.</summary>
    public FlowMatchingSpec Spec => spec;

    /// <inheritdoc/>
    public override void DrawConditions(torch.Tensor conditions, torch.Generator generator) =>
        Setting.Times.Draw(conditions, Setting.Path.MinimumTime, generator);
}
