using FastOde.FlowMatching.Datasets;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>What a network works on.</summary>
/// <param name="Shape">The shape of a sample.</param>
/// <param name="Prior">The prior over noise, of the sample's dimension.</param>
/// <param name="OutputsPerDimension"><see cref="VelocityOutputs"/> or <see cref="EncoderOutputs"/>.</param>
/// <param name="Dropout">The trial's generator; a U-Net in training draws from it where it drops features. It stays the caller's.</param>
/// <param name="Precision">What a U-Net computes with.</param>
public sealed record NetworkProblem(
    SampleShape Shape, DiagonalNormal Prior, int OutputsPerDimension, torch.Generator Dropout, Precision Precision = Precision.Full)
{
    /// <summary>Numbers that a velocity network gives for each number of a sample.</summary>
    public const int VelocityOutputs = 1;

    /// <summary>Numbers that a Gaussian encoder gives for each number of a sample: mean and log variance.</summary>
    public const int EncoderOutputs = 2;

    /// <summary>The names of its conditions.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = NetworkConditions.TimeAlone;
}
