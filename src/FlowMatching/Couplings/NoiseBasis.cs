using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// An orthonormal basis for noise of the shape of images: c = B·noise and noise = Bᵀ·c, channel by channel. Lengths and
/// volumes stay what they are, and standard normal noise has standard normal coefficients.
/// </summary>
public sealed class NoiseBasis
{
    private readonly SampleShape shape;
    private readonly IReadOnlyList<Stage> stages;

    private NoiseBasis(PriorBasis kind, SampleShape shape, IReadOnlyList<Stage> stages) =>
        (Kind, this.shape, this.stages) = (kind, shape, stages);

    /// <summary>Which basis.</summary>
    public PriorBasis Kind { get; }

    /// <summary>The numbers of samples themselves, whatever their shape.</summary>
    public static NoiseBasis Pixels { get; } = new(PriorBasis.Pixel, SampleShape.Points(1), []);

    /// <summary>Prepares a basis.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <exception cref="SettingValueException">Samples of this shape have no such basis; the exception names the key at fault.</exception>
    public static NoiseBasis Of(PriorBasis kind, SampleShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (Problem(kind, shape) is { } problem)
            throw new SettingValueException("coupling.priorBasis", problem);
        return kind switch
        {
            PriorBasis.Pixel => Pixels,
            PriorBasis.Fourier => new NoiseBasis(kind, shape, [new Stage(Cosines(shape.Height), Cosines(shape.Width))]),
            PriorBasis.Wavelet => new NoiseBasis(kind, shape, [.. Halvings(shape)]),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such basis."),
        };
    }

    /// <summary>The coefficients of noise.</summary>
    /// <param name="rows">Noise, shape [n, dimension].</param>
    /// <returns>Shape [n, dimension], in each channel the coarsest coefficients first.</returns>
    public torch.Tensor Coefficients(torch.Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Transform(rows, stages, (stage, block) => stage.Forward(block));
    }

    /// <summary>The noise that has given coefficients.</summary>
    /// <param name="coefficients">Shape [n, dimension].</param>
    /// <returns>Shape [n, dimension].</returns>
    public torch.Tensor Noise(torch.Tensor coefficients)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        return Transform(coefficients, stages.Reverse(), (stage, block) => stage.Backward(block));
    }

    /// <summary>Why samples of a shape have no such basis, in words for people; null where they have.</summary>
    /// <param name="kind">Which basis.</param>
    /// <param name="shape">The shape of a sample.</param>
    internal static string? Problem(PriorBasis kind, SampleShape shape)
    {
        if (kind != PriorBasis.Pixel && !shape.IsImage)
            return "Cosines and wavelets need images, and the data set has points; use priorBasis: pixel, or a data set of images.";
        return kind == PriorBasis.Wavelet && (shape.Height % 2 != 0 || shape.Width % 2 != 0)
            ? $"Wavelets halve images, and {shape.Width}×{shape.Height} pixels are not even; use priorBasis: fourier or pixel."
            : null;
    }

    private torch.Tensor Transform(torch.Tensor rows, IEnumerable<Stage> order, Func<Stage, torch.Tensor, torch.Tensor> step)
    {
        using var scope = torch.NewDisposeScope();
        if (Kind == PriorBasis.Pixel)
            return rows.alias().MoveToOuterDisposeScope();
        var images = rows.reshape(-1, shape.Height, shape.Width).clone();
        foreach (var stage in order)
        {
            var block = images.narrow(1, 0, stage.Rows.GetLength(0)).narrow(2, 0, stage.Columns.GetLength(0));
            block.copy_(step(stage, block));
        }

        return images.reshape(rows.shape).MoveToOuterDisposeScope();
    }

    /// <summary>The DCT-II of a length n: row k is √(2/n)·cos(π·k·(i + ½)/n), and √(1/n) for k = 0.</summary>
    private static double[,] Cosines(int length)
    {
        var matrix = new double[length, length];
        for (var k = 0; k < length; k++)
        {
            for (var i = 0; i < length; i++)
                matrix[k, i] = Math.Sqrt((k == 0 ? 1.0 : 2.0) / length) * Math.Cos(Math.PI * k * (i + 0.5) / length);
        }

        return matrix;
    }

    /// <summary>One level of Haar's wavelets after the other, each on what the one before left of the means.</summary>
    private static IEnumerable<Stage> Halvings(SampleShape shape)
    {
        for (var (height, width) = (shape.Height, shape.Width); height % 2 == 0 && width % 2 == 0; (height, width) = (height / 2, width / 2))
            yield return new Stage(Haar(height), Haar(width));
    }

    /// <summary>One level of Haar's wavelet for an even length: sums of neighbours over √2, then their differences.</summary>
    private static double[,] Haar(int length)
    {
        var matrix = new double[length, length];
        var (half, weight) = (length / 2, Math.Sqrt(0.5));
        for (var k = 0; k < half; k++)
        {
            (matrix[k, 2 * k], matrix[k, 2 * k + 1]) = (weight, weight);
            (matrix[half + k, 2 * k], matrix[half + k, 2 * k + 1]) = (weight, -weight);
        }

        return matrix;
    }

    /// <summary>Orthonormal matrices for the rows and the columns of the upper left block of their size.</summary>
    private sealed record Stage(double[,] Rows, double[,] Columns)
    {
        public torch.Tensor Forward(torch.Tensor block) => Like(Rows, block).matmul(block).matmul(Like(Columns, block).t());

        public torch.Tensor Backward(torch.Tensor block) => Like(Rows, block).t().matmul(block).matmul(Like(Columns, block));

        private static torch.Tensor Like(double[,] matrix, torch.Tensor block) => torch.tensor(matrix).to(block.dtype).to(block.device);
    }
}
