using FastOde.FlowMatching.Networks.Layers;
using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>Group normalisation with or without SiLU.</summary>
internal sealed unsafe class PackedNormalization : IPackedLayer
{
    private readonly ImageKernelSet kernels;
    private readonly bool activates;
    private readonly FeatureMapShape features;
    private readonly FeatureMapShape result;
    private readonly NormalizationGeometry geometry;
    private readonly int weightSource;
    private readonly int biasSource;
    private readonly int weight;
    private readonly int bias;
    private readonly int moments;

    /// <summary>Takes its places in the layout.</summary>
    /// <param name="layout">Gives the places.</param>
    /// <param name="name">The layer's published name.</param>
    /// <param name="features">Its input.</param>
    /// <param name="result">Its result: the same pixels and channels, with or without border.</param>
    /// <param name="epsilon">Added to variances.</param>
    /// <param name="activates">Whether SiLU follows.</param>
    /// <param name="tape">Gives a place for what the way back needs.</param>
    public PackedNormalization(PackedLayout layout, string name, FeatureMapShape features, FeatureMapShape result, double epsilon, bool activates, Tape tape)
    {
        kernels = layout.Kernels;
        this.activates = activates;
        this.features = features;
        this.result = result;
        geometry = new NormalizationGeometry
        {
            Height = features.Height,
            Width = features.Width,
            Stride = features.Stride,
            Pitch = features.Pitch,
            // A matrix has the pixels of all rows one after another.
            ResultPitch = result.Border == 0 ? features.Width : result.Pitch,
            Channels = features.Channels,
            Groups = GroupNormalization.Groups(features.Channels),
            Epsilon = (float)epsilon,
        };
        weightSource = layout.Source($"{name}.weight");
        biasSource = layout.Source($"{name}.bias");
        weight = layout.Reserve(features.Stride);
        bias = layout.Reserve(features.Stride);
        moments = tape.Reserve(2 * features.Stride);
        layout.Add(this);
    }

    /// <summary>Normalises a map.</summary>
    /// <param name="packed">The packed parameters of the network.</param>
    /// <param name="tape">Receives mean and inverse standard deviation.</param>
    /// <param name="map">The features.</param>
    /// <param name="mask">Factors of dropout in the shape of the result, or null.</param>
    /// <param name="target">Receives the result; its border stays.</param>
    public void Forward(float* packed, float* tape, float* map, float* mask, float* target)
    {
        float* mean = tape + moments, inverse = mean + features.Stride;
        kernels.Moments(geometry, map + features.Origin, mean, inverse);
        kernels.Normalize(
            geometry, activates, map + features.Origin, mean, inverse, packed + weight, packed + bias,
            mask is null ? null : mask + result.Origin, target + result.Origin);
    }

    /// <summary>First half of the way back.</summary>
    /// <param name="packed">The packed parameters of the network.</param>
    /// <param name="packedGradients">Gradients of the packed parameters, added to.</param>
    /// <param name="tape">What the way forward left.</param>
    /// <param name="map">The features.</param>
    /// <param name="mask">Factors of dropout, or null.</param>
    /// <param name="gradient">With respect to the result; becomes what <see cref="Denormalize"/> takes.</param>
    /// <param name="value">Receives the result anew.</param>
    /// <param name="sums">Receives two numbers a channel for <see cref="Denormalize"/>.</param>
    public void Deactivate(float* packed, float* packedGradients, float* tape, float* map, float* mask, float* gradient, float* value, float* sums)
    {
        float* mean = tape + moments, inverse = mean + features.Stride;
        kernels.Deactivate(
            geometry, activates, map + features.Origin, mean, inverse, packed + weight, packed + bias,
            mask is null ? null : mask + result.Origin, gradient + result.Origin, value + result.Origin, sums, sums + features.Stride);
        for (var c = 0; c < features.Channels; c++)
        {
            packedGradients[weight + c] += sums[c];
            packedGradients[bias + c] += sums[features.Stride + c];
        }
    }

    /// <summary>Second half of the way back: target (+)= gradient with respect to the features + scale·addend.</summary>
    public void Denormalize(float* packed, float* tape, float* map, float* gradient, float* sums, float* addend, float scale, float* target, bool adds)
    {
        float* mean = tape + moments, inverse = mean + features.Stride;
        kernels.Denormalize(
            geometry, map + features.Origin, mean, inverse, packed + weight, gradient + result.Origin, sums, sums + features.Stride,
            addend is null ? null : addend + features.Origin, scale, target + features.Origin, adds);
    }

    /// <inheritdoc/>
    public void Pack(float* values, float* packed)
    {
        for (var c = 0; c < features.Stride; c++)
        {
            packed[weight + c] = c < features.Channels ? values[weightSource + c] : 0;
            packed[bias + c] = c < features.Channels ? values[biasSource + c] : 0;
        }
    }

    /// <inheritdoc/>
    public void PackTransposed(float* values, float* transposed)
    {
        // The way back takes weights and biases as they are packed for the way forward.
    }

    /// <inheritdoc/>
    public void Unpack(float* packed, float* gradients)
    {
        for (var c = 0; c < features.Channels; c++)
        {
            gradients[weightSource + c] = packed[weight + c];
            gradients[biasSource + c] = packed[bias + c];
        }
    }
}
