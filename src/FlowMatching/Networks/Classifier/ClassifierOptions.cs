using FastOde.FlowMatching.Datasets;

namespace FastOde.FlowMatching.Networks.Classifier;

/// <summary>The shape of a small classifier of images.</summary>
/// <param name="Images">The shape of one image; at least 8 rows and columns.</param>
/// <param name="Classes">The number of classes, at least 2.</param>
public sealed record ClassifierOptions(SampleShape Images, int Classes)
{
    /// <summary>Channels of the first convolution; the next two have twice and four times as many.</summary>
    public int Width { get; init; } = 16;

    /// <summary>Numbers of the layer before the classes, which serve as features.</summary>
    public int Features { get; init; } = 64;
}
