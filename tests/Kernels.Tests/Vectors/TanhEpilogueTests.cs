using System.Runtime.Intrinsics;
using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Tests.Vectors;

/// <summary>The rational tanh.</summary>
public sealed class TanhEpilogueTests
{
    [Fact]
    public unsafe void Apply_WholeRange_StaysWithinTheStatedError()
    {
        var worst = 0.0;
        for (var x = -12.0; x <= 12; x += 1e-5)
        {
            var value = TanhEpilogue.Apply<Lanes128, Vector128<float>>(Vector128.Create((float)x), null)[0];
            worst = Math.Max(worst, Math.Abs(value - Math.Tanh((float)x)));
            Assert.InRange(value, -1f, 1f);
        }

        Assert.InRange(worst, 0, 3e-7);
    }

    [Theory]
    [InlineData(float.PositiveInfinity, 1)]
    [InlineData(float.NegativeInfinity, -1)]
    [InlineData(float.NaN, double.NaN)]
    public unsafe void Apply_NotFinite_GivesTheLimitOrStaysNotANumber(float x, double expected)
    {
        Assert.Equal(expected, TanhEpilogue.Apply<Lanes512, Vector512<float>>(Vector512.Create(x), null)[0], 1e-6);
        Assert.Equal(expected, TanhEpilogue.Apply<Lanes256, Vector256<float>>(Vector256.Create(x), null)[0], 1e-6);
        Assert.Equal(expected, TanhEpilogue.Apply<Lanes128, Vector128<float>>(Vector128.Create(x), null)[0], 1e-6);
    }
}
