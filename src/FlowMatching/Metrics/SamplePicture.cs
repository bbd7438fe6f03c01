using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Solvers;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// The first images that one solver generated, as bytes for a picture. Every cell starts from the same noise, so that
/// pictures of different cells and trials can be compared image by image.
/// </summary>
public sealed record SamplePicture
{
    private const int MostImages = 64;

    /// <summary>The solver's name in a spec.</summary>
    public required string Solver { get; init; }

    /// <summary>The number the spec asked for: NFE budget or tolerance.</summary>
    public required double Number { get; init; }

    /// <summary>The shape of one image.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>The images one after the other, each channels × rows × columns.</summary>
    public required byte[] Pixels { get; init; }

    /// <summary>The pixels as a tensor: uint8, shape [n, channels, rows, columns]; the caller owns it.</summary>
    public torch.Tensor ToTensor() => ToTensor(Pixels, Shape);

    /// <summary>Takes the first of some samples.</summary>
    /// <param name="setting">What made them.</param>
    /// <param name="samples">Rows in [-1, 1], shape [n, dimension]; values outside are clamped, what is not a number is black.</param>
    /// <param name="shape">The shape of one image.</param>
    internal static SamplePicture Take(SolverSetting setting, torch.Tensor samples, SampleShape shape)
    {
        using var scope = torch.NewDisposeScope();
        return new SamplePicture
        {
            Solver = setting.Solver,
            Number = setting.Number,
            Shape = shape,
            Pixels = Bytes(samples.narrow(0, 0, Math.Min(MostImages, samples.shape[0]))),
        };
    }

    /// <summary>Images as bytes, one after the other.</summary>
    /// <param name="images">Rows in [-1, 1], shape [n, dimension]; values outside are clamped, what is not a number is black.</param>
    internal static byte[] Bytes(torch.Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        return images.nan_to_num(-1).add(1).mul_(127.5).round_().clamp_(0, 255).to(torch.uint8).contiguous().data<byte>().ToArray();
    }

    /// <summary>Such bytes as a tensor: uint8, shape [n, channels, rows, columns]; the caller owns it.</summary>
    internal static torch.Tensor ToTensor(byte[] pixels, SampleShape shape) =>
        torch.tensor(pixels, [pixels.Length / shape.Dimension, shape.Channels, shape.Height, shape.Width], dtype: torch.uint8);
}
