using System.Runtime.Intrinsics;
using FastOde.FlowMatching.Networks;
using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks;

/// <summary>Fourier features on panels, forwards and back.</summary>
/// <param name="features">The frequencies.</param>
/// <param name="pointDimension">Inputs that are the point's; the others are conditions.</param>
internal sealed unsafe class FourierKernel(FourierFeatures features, int pointDimension)
{
    private readonly int inputs = features.Inputs;
    private readonly int frequencies = features.Count;
    private readonly float[] angular = [.. features.Angular];

    /// <summary>Fills in the sine and cosine rows of a panel whose first rows hold points and time.</summary>
    public void Encode(float* panel)
    {
        for (var f = 0; f < frequencies; f++)
        {
            for (var column = 0; column < Panels.Width; column += Vector512<float>.Count)
            {
                var angle = Vector512<float>.Zero;
                for (var k = 0; k < inputs; k++)
                    angle = Vector512.MultiplyAddEstimate(Vector512.Create(angular[f * inputs + k]), Vector512.Load(panel + k * Panels.Width + column), angle);
                var (sine, cosine) = Vector512.SinCos(angle);
                sine.Store(panel + (inputs + f) * Panels.Width + column);
                cosine.Store(panel + (inputs + frequencies + f) * Panels.Width + column);
            }
        }
    }

    /// <summary>Fills in the sine and cosine rows of a direction whose first rows hold that of points and conditions.</summary>
    /// <param name="panel">The features as <see cref="Encode"/> left them.</param>
    /// <param name="along">The direction.</param>
    public void EncodeAlong(float* panel, float* along)
    {
        for (var f = 0; f < frequencies; f++)
        {
            var (sineRow, cosineRow) = ((inputs + f) * Panels.Width, (inputs + frequencies + f) * Panels.Width);
            for (var column = 0; column < Panels.Width; column += Vector512<float>.Count)
            {
                var turn = Vector512<float>.Zero;
                for (var k = 0; k < inputs; k++)
                    turn = Vector512.MultiplyAddEstimate(Vector512.Create(angular[f * inputs + k]), Vector512.Load(along + k * Panels.Width + column), turn);
                (turn * Vector512.Load(panel + cosineRow + column)).Store(along + sineRow + column);
                (-turn * Vector512.Load(panel + sineRow + column)).Store(along + cosineRow + column);
            }
        }
    }

    /// <summary>Adds to the gradient rows of the points what the sine and cosine rows contribute.</summary>
    /// <param name="panel">The features as <see cref="Encode"/> left them.</param>
    /// <param name="gradient">The gradient with respect to every feature row; its first rows are changed.</param>
    public void Backward(float* panel, float* gradient)
    {
        for (var f = 0; f < frequencies; f++)
        {
            var (sineRow, cosineRow) = ((inputs + f) * Panels.Width, (inputs + frequencies + f) * Panels.Width);
            for (var column = 0; column < Panels.Width; column += Vector512<float>.Count)
            {
                var sine = Vector512.Load(panel + sineRow + column);
                var cosine = Vector512.Load(panel + cosineRow + column);
                var slope = Vector512.Load(gradient + sineRow + column) * cosine - Vector512.Load(gradient + cosineRow + column) * sine;
                for (var k = 0; k < pointDimension; k++)
                {
                    var target = gradient + k * Panels.Width + column;
                    Vector512.MultiplyAddEstimate(Vector512.Create(angular[f * inputs + k]), slope, Vector512.Load(target)).Store(target);
                }
            }
        }
    }
}
