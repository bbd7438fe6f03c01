using FastOde.FlowMatching.Methods.Times;
using FastOde.FlowMatching.Paths;
using FastOde.Specs.Losses;
using FastOde.Specs.Networks;
using FastOde.Specs.Times;

namespace FastOde.FlowMatching.Methods;

/// <summary>What a trial says beside its method's own keys.</summary>
/// <param name="Path">The path between data and noise.</param>
/// <param name="Prediction">What the network predicts.</param>
public sealed record MethodSetting(InterpolationPath Path, PredictionKind Prediction = PredictionKind.Velocity)
{
    /// <summary>The law of the times of training.</summary>
    public TimeLaw Times { get; init; } = new UniformTimes(new UniformTimeSpec());

    /// <summary>How the error of a sample counts.</summary>
    public LossSpec Loss { get; init; } = new SquaredLossSpec();

    /// <summary>Whether samples that learn jumps send no gradient to an encoder.</summary>
    public bool EncoderFromDiagonal { get; init; }
}
