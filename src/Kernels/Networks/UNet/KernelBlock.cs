using FastOde.FlowMatching.Networks.Layers;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>A residual block of a U-Net on one image, forwards and back: what <see cref="UNetBlock"/> computes.</summary>
internal sealed unsafe class KernelBlock
{
    private readonly UNetBlockStyle style;
    private readonly int number;
    private readonly float scale;
    private readonly ResampleDirection? direction;
    private readonly FeatureMap input;
    private readonly FeatureMap? beside;
    private readonly FeatureMap beforeAttention;
    private readonly FeatureMap hidden;
    private readonly FeatureMapShape joined;
    private readonly FeatureMapShape resampled;
    private readonly PackedNormalization firstNorm;
    private readonly IPackedConvolution first;
    private readonly PackedNormalization secondNorm;
    private readonly IPackedConvolution second;
    private readonly PackedConvolution? skip;
    private readonly KernelAttention? attention;

    /// <summary>Takes the places it needs.</summary>
    /// <param name="builder">Gives them.</param>
    /// <param name="block">What it computes.</param>
    /// <param name="number">Its number among the network's blocks.</param>
    /// <param name="input">Its features.</param>
    /// <param name="beside">Features of the contracting half that it sees beside them; null for none.</param>
    public KernelBlock(KernelUNetBuilder builder, UNetBlock block, int number, FeatureMap input, FeatureMap? beside)
    {
        style = block.Style;
        this.number = number;
        this.input = input;
        this.beside = beside;
        direction = block.Direction;
        scale = (float)style.SkipScale;
        var (layout, tape, name) = (builder.Layout, builder.Tape, block.Name);
        joined = input.Shape.WithChannels(block.InputChannels);
        resampled = direction switch
        {
            ResampleDirection.Up => joined with { Height = 2 * joined.Height, Width = 2 * joined.Width },
            ResampleDirection.Down => joined with { Height = joined.Height / 2, Width = joined.Width / 2 },
            _ => joined,
        };
        var result = resampled.WithChannels(block.OutputChannels);
        hidden = builder.Tensor(result);
        beforeAttention = builder.Tensor(result);
        firstNorm = new PackedNormalization(layout, $"{name}.norm0", joined, joined, style.Epsilon, activates: true, tape);
        first = WinogradConvolution.Choose(layout, $"{name}.conv0", resampled, block.OutputChannels);
        TimeMap = new PackedConvolution(layout, $"{name}.affine", FeatureMapShape.Matrix(1, style.EmbeddingWidth), block.OutputChannels, 1);
        secondNorm = new PackedNormalization(layout, $"{name}.norm1", result, result, style.Epsilon, activates: true, tape);
        second = WinogradConvolution.Choose(layout, $"{name}.conv1", result, block.OutputChannels, scale);
        if (block.ConvolvesSkip)
            skip = new PackedConvolution(layout, $"{name}.skip", resampled, block.OutputChannels, 1, scale);
        Output = beforeAttention;
        if (block.Attends)
        {
            Output = builder.Tensor(result);
            attention = new KernelAttention(builder, name, result, style, scale);
        }
    }

    /// <summary>From the embedding of time to what it adds to the features.</summary>
    public PackedConvolution TimeMap { get; }

    /// <summary>Its result.</summary>
    public FeatureMap Output { get; }

    /// <summary>Computes the result of one image.</summary>
    public void Forward(ImagePass pass)
    {
        var worker = pass.Worker;
        var packed = pass.Packed;
        var source = Join(pass);
        var activated = worker.Map(BufferRole.Activated, joined);
        firstNorm.Forward(packed, pass.Tape, source, null, activated);
        var features = Resample(pass, activated, BufferRole.Resampled);
        var offsets = worker.Map(BufferRole.Channels, FeatureMapShape.Matrix(1, hidden.Shape.Channels));
        float* bias = first.Bias(packed), shift = pass.Shifts.Values(number, pass.Image);
        for (var c = 0; c < hidden.Shape.Stride; c++)
            offsets[c] = bias[c] + shift[c];
        first.Forward(worker, packed, features, pass.Values(hidden), offsets);
        var between = worker.Map(BufferRole.Activated, hidden.Shape);
        secondNorm.Forward(packed, pass.Tape, pass.Values(hidden), Mask(pass), between);
        var target = pass.Values(beforeAttention);
        if (skip is null)
        {
            second.Forward(worker, packed, between, target, null, source, scale);
        }
        else
        {
            skip.Forward(packed, Resample(pass, source, BufferRole.SkipResampled), target);
            second.Forward(worker, packed, between, target, null, target);
        }

        attention?.Forward(pass, target, pass.Values(Output));
    }

    /// <summary>From the gradient of the result to those of parameters and of the features it came from.</summary>
    /// <param name="pass">The image on its way back.</param>
    /// <param name="adds">Whether the gradient of the features is added to what is there.</param>
    /// <param name="addsBeside">Whether that of the features beside them is.</param>
    public void Backward(ImagePass pass, bool adds, bool addsBeside)
    {
        var worker = pass.Worker;
        float* packed = pass.Packed, gradients = worker.ParameterGradients;
        var gradient = pass.Gradient(Output);
        if (attention is not null)
        {
            var before = worker.Map(BufferRole.BeforeAttentionGradient, Output.Shape);
            attention.Backward(pass, pass.Values(beforeAttention), gradient, before);
            gradient = before;
        }

        var hiddenGradient = BackToHidden(pass, gradient);
        var source = Join(pass);
        var activatedGradient = worker.Map(BufferRole.ActivatedGradient, joined);
        if (direction is null)
        {
            first.InputGradient(worker, pass.Transposed, hiddenGradient, activatedGradient);
        }
        else
        {
            var resampledGradient = worker.Map(BufferRole.ResampledGradient, resampled);
            first.InputGradient(worker, pass.Transposed, hiddenGradient, resampledGradient);
            Unsample(pass, resampledGradient, activatedGradient);
        }

        var activated = worker.Map(BufferRole.Activated, joined);
        var sums = worker.Map(BufferRole.Sums, FeatureMapShape.Matrix(1, joined.Channels));
        firstNorm.Deactivate(packed, gradients, pass.Tape, source, null, activatedGradient, activated, sums);
        if (!pass.PointsAlone)
            first.WeightGradient(worker, gradients, Resample(pass, activated, BufferRole.Resampled), hiddenGradient);
        var around = skip is null ? gradient : BackAround(pass, source, gradient);
        var target = beside is null ? pass.Gradient(input) : worker.Map(BufferRole.JoinedGradient, joined);
        firstNorm.Denormalize(
            packed, pass.Tape, source, activatedGradient, sums, around, skip is null ? scale : 1, target, adds && beside is null);
        if (beside is null)
            return;
        pass.Copy(joined, target, input.Shape, pass.Gradient(input), input.Shape.Channels, adds);
        pass.Copy(joined, target + input.Shape.Channels, beside.Shape, pass.Gradient(beside), beside.Shape.Channels, addsBeside);
    }

    private float* BackToHidden(ImagePass pass, float* gradient)
    {
        var worker = pass.Worker;
        float* packed = pass.Packed, gradients = worker.ParameterGradients;
        var shape = hidden.Shape;
        var activatedGradient = worker.Map(BufferRole.ActivatedGradient, shape);
        second.InputGradient(worker, pass.Transposed, gradient, activatedGradient);
        var activated = worker.Map(BufferRole.Activated, shape);
        var sums = worker.Map(BufferRole.Sums, FeatureMapShape.Matrix(1, shape.Channels));
        secondNorm.Deactivate(packed, gradients, pass.Tape, pass.Values(hidden), Mask(pass), activatedGradient, activated, sums);
        if (!pass.PointsAlone)
            second.WeightGradient(worker, gradients, activated, gradient);
        var hiddenGradient = worker.Map(BufferRole.HiddenGradient, shape);
        secondNorm.Denormalize(packed, pass.Tape, pass.Values(hidden), activatedGradient, sums, null, 1, hiddenGradient, adds: false);
        var shift = pass.Shifts.Gradients(number, pass.Image);
        pass.Kernels.PixelSum(shape.Positions, shape.Stride, hiddenGradient + shape.Origin, shift);
        return hiddenGradient;
    }

    private float* BackAround(ImagePass pass, float* source, float* gradient)
    {
        if (!pass.PointsAlone)
            skip!.WeightGradient(pass.Worker.ParameterGradients, Resample(pass, source, BufferRole.SkipResampled), gradient);
        var around = pass.Worker.Map(BufferRole.SkipGradient, joined);
        if (direction is null)
        {
            skip!.InputGradient(pass.Transposed, gradient, around);
            return around;
        }

        var resampledGradient = pass.Worker.Map(BufferRole.SkipResampledGradient, resampled);
        skip!.InputGradient(pass.Transposed, gradient, resampledGradient);
        Unsample(pass, resampledGradient, around);
        return around;
    }

    private float* Join(ImagePass pass)
    {
        if (beside is null)
            return pass.Values(input);
        var both = pass.Worker.Map(BufferRole.Joined, joined);
        pass.Copy(input.Shape, pass.Values(input), joined, both, input.Shape.Channels);
        pass.Copy(beside.Shape, pass.Values(beside), joined, both + input.Shape.Channels, beside.Shape.Channels);
        return both;
    }

    private float* Mask(ImagePass pass)
    {
        if (pass.Draw is not { } draw || style.Dropout == 0)
            return null;
        var mask = pass.Worker.Map(BufferRole.Mask, hidden.Shape);
        DropoutMask.Fill(mask, hidden.Shape.Length, style.Dropout, DropoutMask.Key(draw, pass.Image, number));
        return mask;
    }

    private float* Resample(ImagePass pass, float* map, BufferRole role)
    {
        if (direction is not { } way)
            return map;
        var target = pass.Worker.Map(role, resampled);
        if (way == ResampleDirection.Down)
            pass.Kernels.Halve(resampled.Height, resampled.Width, joined.Stride, map + joined.Origin, target + resampled.Origin, 0.25f);
        else
            pass.Kernels.Double(joined.Height, joined.Width, joined.Stride, map + joined.Origin, target + resampled.Origin, 1);
        return target;
    }

    private void Unsample(ImagePass pass, float* gradient, float* target)
    {
        if (direction == ResampleDirection.Down)
            pass.Kernels.Double(resampled.Height, resampled.Width, joined.Stride, gradient + resampled.Origin, target + joined.Origin, 0.25f);
        else
            pass.Kernels.Halve(joined.Height, joined.Width, joined.Stride, gradient + resampled.Origin, target + joined.Origin, 1);
    }
}
