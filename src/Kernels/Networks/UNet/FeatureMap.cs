namespace FastOde.Kernels.Networks.UNet;

/// <summary>Features that one part of the network makes and others read.</summary>
/// <param name="Shape">How they lie in memory.</param>
/// <param name="Place">Where they start on an image's tape.</param>
/// <param name="GradientPlace">Where their gradient starts among a worker's gradients; its border stays zero.</param>
internal sealed record FeatureMap(FeatureMapShape Shape, int Place, int GradientPlace);
