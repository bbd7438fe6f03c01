namespace FastOde.FlowMatching.Devices;

/// <summary>What a convolution and its way back give.</summary>
/// <param name="Output">[images, outputs, size', size'], row by row.</param>
/// <param name="InputGradient">Shaped as the input.</param>
/// <param name="WeightGradient">Shaped as the kernels.</param>
/// <param name="Transposed">The transposed convolution of the output's gradient, which is the gradient at the input by definition.</param>
internal sealed record ConvolutionValues(float[] Output, float[] InputGradient, float[] WeightGradient, float[] Transposed);
