namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>An extractor whose weights are there.</summary>
/// <param name="Name">Its name, such as <c>mnist-classifier</c>.</param>
/// <param name="Dimension">Numbers of one image's features.</param>
/// <param name="Images">The images it takes, such as <c>1 × 28 × 28</c>.</param>
/// <param name="Accuracy">Share of held back images that a classifier got right; null for others.</param>
/// <param name="DataSha256">The hash of the images it was trained on; null for others than classifiers.</param>
public sealed record FeatureExtractorInfo(string Name, int Dimension, string Images, double? Accuracy, string? DataSha256);
