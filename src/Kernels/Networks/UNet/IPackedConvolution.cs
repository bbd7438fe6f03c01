namespace FastOde.Kernels.Networks.UNet;

/// <summary>A 3×3 convolution with bias, forwards and back.</summary>
internal unsafe interface IPackedConvolution
{
    /// <summary>output = bias + scale·addend + weights * input.</summary>
    /// <param name="worker">The thread's own memory.</param>
    /// <param name="packed">The packed parameters of the network.</param>
    /// <param name="source">The input's map with a zero border.</param>
    /// <param name="target">Receives the result; its border may receive numbers without meaning.</param>
    /// <param name="offsets">Instead of the bias; null for the bias.</param>
    /// <param name="addend">A map like the result's, or null.</param>
    /// <param name="addendScale">Factor on the addend.</param>
    void Forward(ThreadBuffers worker, float* packed, float* source, float* target, float* offsets = null, float* addend = null, float addendScale = 1);

    /// <summary>The gradient with respect to the input, from that with respect to the result.</summary>
    /// <param name="worker">The thread's own memory.</param>
    /// <param name="transposed">The network's weights for the way back.</param>
    /// <param name="gradient">A map with a zero border.</param>
    /// <param name="target">Receives the gradient; its border may receive numbers without meaning.</param>
    void InputGradient(ThreadBuffers worker, float* transposed, float* gradient, float* target);

    /// <summary>Adds to the gradients of weights and bias.</summary>
    /// <param name="worker">The thread's own memory.</param>
    /// <param name="gradients">Gradients of the packed parameters.</param>
    /// <param name="source">The input that went forward.</param>
    /// <param name="gradient">The gradient with respect to the result, a map with a zero border.</param>
    void WeightGradient(ThreadBuffers worker, float* gradients, float* source, float* gradient);

    /// <summary>The bias among the packed parameters.</summary>
    float* Bias(float* packed);
}
