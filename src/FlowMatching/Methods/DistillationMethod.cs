using FastOde.Specs.Methods;
using TorchSharp;

namespace FastOde.FlowMatching.Methods;

/// <summary>
/// Learns at time 1 alone. On a teacher's pairs the velocity there is noise - data of each pair, so that one Euler
/// step goes where the teacher's trajectory ends.
/// </summary>
/// <param name="spec">Its teacher, whose pairs are the training data.</param>
/// <param name="setting">What the trial says beside.</param>
public sealed class DistillationMethod(DistillationSpec spec, MethodSetting setting) : VelocityMethod(setting)
{
    /// <summary>What the spec says of it.</summary>
    public DistillationSpec Spec => spec;

    /// <inheritdoc/>
    public override void DrawConditions(torch.Tensor conditions, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        conditions.fill_(1);
    }
}
