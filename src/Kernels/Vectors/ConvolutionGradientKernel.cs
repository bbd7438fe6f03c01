using System.Runtime.CompilerServices;

namespace FastOde.Kernels.Vectors;

/// <summary>
/// Gradients of a convolution's weights and biases over one map, added to what is there: a tile of three times four
/// rows of weights × one or two vectors of output channels is summed in registers over all pixels.
/// </summary>
internal static unsafe class ConvolutionGradientKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private const int Quad = 4;

    /// <summary>weights += input ⊗ gradient at every kernel position, bias += gradient.</summary>
    /// <param name="g">The maps of the convolution that went forward.</param>
    /// <param name="input">The input pixel at the kernel's first position for the first output pixel.</param>
    /// <param name="gradient">The first pixel of the gradient, zero between rows.</param>
    /// <param name="weights">Gradients of packed weights.</param>
    /// <param name="bias">Gradients of biases, or null.</param>
    public static void Accumulate(in ConvolutionGeometry g, float* input, float* gradient, float* weights, float* bias)
    {
        var lanes = TLanes.Count;
        for (var column = 0; column < g.OutputStride;)
        {
            var two = TLanes.Registers >= 32 && column + 2 * lanes <= g.OutputStride;
            if (g.Size == 3)
                Rows3(g, input, gradient + column, weights, two);
            else
                Rows1(g, input, gradient + column, weights, two);
            if (bias is not null)
                Sum(g, gradient + column, bias + column);
            if (two && bias is not null)
                Sum(g, gradient + column + lanes, bias + column + lanes);
            column += two ? 2 * lanes : lanes;
            weights += (nint)(two ? 2 : 1) * g.Depth * lanes;
        }
    }

    private static void Rows3(in ConvolutionGeometry g, float* input, float* gradient, float* weights, bool two)
    {
        nint lanes = TLanes.Count, step = g.Inputs * lanes, slab = g.Depth * lanes;
        for (var row = 0; row < 3; row++)
        {
            for (var k = 0; k < g.Inputs; k += Quad)
            {
                var x = input + (nint)row * g.Pitch * g.InputStride + k;
                var target = weights + (row * 3 * g.Inputs + k) * lanes;
                if (two)
                    Twelve(g, x, g.InputStride, gradient, target, step, slab);
                else
                    TwelveOfOne(g, x, g.InputStride, gradient, target, step);
            }
        }
    }

    private static void Rows1(in ConvolutionGeometry g, float* input, float* gradient, float* weights, bool two)
    {
        nint lanes = TLanes.Count, slab = g.Depth * lanes;
        var k = 0;
        for (; k + 3 * Quad <= g.Inputs; k += 3 * Quad)
        {
            if (two)
                Twelve(g, input + k, Quad, gradient, weights + k * lanes, Quad * lanes, slab);
            else
                TwelveOfOne(g, input + k, Quad, gradient, weights + k * lanes, Quad * lanes);
        }

        for (; k < g.Inputs; k += Quad)
        {
            Four(g, input + k, gradient, weights + k * lanes);
            if (two)
                Four(g, input + k, gradient + lanes, weights + slab + k * lanes);
        }
    }

    private static void Twelve(in ConvolutionGeometry g, float* input, nint next, float* gradient, float* target, nint step, nint slab)
    {
        var lanes = TLanes.Count;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0, a8 = a0, a9 = a0, a10 = a0, a11 = a0;
        TVector b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0, b6 = a0, b7 = a0, b8 = a0, b9 = a0, b10 = a0, b11 = a0;
        float* second = input + next, third = second + next;
        nint stride = g.InputStride, gradientStride = g.OutputStride;
        for (var position = 0; position < g.Positions; position++)
        {
            TVector u = TLanes.Load(gradient), v = TLanes.Load(gradient + lanes);
            gradient += gradientStride;
            var x = TLanes.Broadcast(input[0]);
            a0 = TLanes.MultiplyAdd(x, u, a0);
            b0 = TLanes.MultiplyAdd(x, v, b0);
            x = TLanes.Broadcast(input[1]);
            a1 = TLanes.MultiplyAdd(x, u, a1);
            b1 = TLanes.MultiplyAdd(x, v, b1);
            x = TLanes.Broadcast(input[2]);
            a2 = TLanes.MultiplyAdd(x, u, a2);
            b2 = TLanes.MultiplyAdd(x, v, b2);
            x = TLanes.Broadcast(input[3]);
            a3 = TLanes.MultiplyAdd(x, u, a3);
            b3 = TLanes.MultiplyAdd(x, v, b3);
            x = TLanes.Broadcast(second[0]);
            a4 = TLanes.MultiplyAdd(x, u, a4);
            b4 = TLanes.MultiplyAdd(x, v, b4);
            x = TLanes.Broadcast(second[1]);
            a5 = TLanes.MultiplyAdd(x, u, a5);
            b5 = TLanes.MultiplyAdd(x, v, b5);
            x = TLanes.Broadcast(second[2]);
            a6 = TLanes.MultiplyAdd(x, u, a6);
            b6 = TLanes.MultiplyAdd(x, v, b6);
            x = TLanes.Broadcast(second[3]);
            a7 = TLanes.MultiplyAdd(x, u, a7);
            b7 = TLanes.MultiplyAdd(x, v, b7);
            x = TLanes.Broadcast(third[0]);
            a8 = TLanes.MultiplyAdd(x, u, a8);
            b8 = TLanes.MultiplyAdd(x, v, b8);
            x = TLanes.Broadcast(third[1]);
            a9 = TLanes.MultiplyAdd(x, u, a9);
            b9 = TLanes.MultiplyAdd(x, v, b9);
            x = TLanes.Broadcast(third[2]);
            a10 = TLanes.MultiplyAdd(x, u, a10);
            b10 = TLanes.MultiplyAdd(x, v, b10);
            x = TLanes.Broadcast(third[3]);
            a11 = TLanes.MultiplyAdd(x, u, a11);
            b11 = TLanes.MultiplyAdd(x, v, b11);
            input += stride;
            second += stride;
            third += stride;
        }

        Add(a0, a1, a2, a3, target);
        Add(a4, a5, a6, a7, target + step);
        Add(a8, a9, a10, a11, target + 2 * step);
        target += slab;
        Add(b0, b1, b2, b3, target);
        Add(b4, b5, b6, b7, target + step);
        Add(b8, b9, b10, b11, target + 2 * step);
    }

    private static void TwelveOfOne(in ConvolutionGeometry g, float* input, nint next, float* gradient, float* target, nint step)
    {
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0, a8 = a0, a9 = a0, a10 = a0, a11 = a0;
        float* second = input + next, third = second + next;
        nint stride = g.InputStride, gradientStride = g.OutputStride;
        for (var position = 0; position < g.Positions; position++)
        {
            var u = TLanes.Load(gradient);
            gradient += gradientStride;
            a0 = TLanes.MultiplyAdd(TLanes.Broadcast(input[0]), u, a0);
            a1 = TLanes.MultiplyAdd(TLanes.Broadcast(input[1]), u, a1);
            a2 = TLanes.MultiplyAdd(TLanes.Broadcast(input[2]), u, a2);
            a3 = TLanes.MultiplyAdd(TLanes.Broadcast(input[3]), u, a3);
            a4 = TLanes.MultiplyAdd(TLanes.Broadcast(second[0]), u, a4);
            a5 = TLanes.MultiplyAdd(TLanes.Broadcast(second[1]), u, a5);
            a6 = TLanes.MultiplyAdd(TLanes.Broadcast(second[2]), u, a6);
            a7 = TLanes.MultiplyAdd(TLanes.Broadcast(second[3]), u, a7);
            a8 = TLanes.MultiplyAdd(TLanes.Broadcast(third[0]), u, a8);
            a9 = TLanes.MultiplyAdd(TLanes.Broadcast(third[1]), u, a9);
            a10 = TLanes.MultiplyAdd(TLanes.Broadcast(third[2]), u, a10);
            a11 = TLanes.MultiplyAdd(TLanes.Broadcast(third[3]), u, a11);
            input += stride;
            second += stride;
            third += stride;
        }

        Add(a0, a1, a2, a3, target);
        Add(a4, a5, a6, a7, target + step);
        Add(a8, a9, a10, a11, target + 2 * step);
    }

    private static void Four(in ConvolutionGeometry g, float* input, float* gradient, float* target)
    {
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0;
        for (var position = 0; position < g.Positions; position++, input += g.InputStride, gradient += g.OutputStride)
        {
            var u = TLanes.Load(gradient);
            a0 = TLanes.MultiplyAdd(TLanes.Broadcast(input[0]), u, a0);
            a1 = TLanes.MultiplyAdd(TLanes.Broadcast(input[1]), u, a1);
            a2 = TLanes.MultiplyAdd(TLanes.Broadcast(input[2]), u, a2);
            a3 = TLanes.MultiplyAdd(TLanes.Broadcast(input[3]), u, a3);
        }

        Add(a0, a1, a2, a3, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TVector first, TVector second, TVector third, TVector fourth, float* target)
    {
        nint lanes = TLanes.Count;
        TLanes.Store(TLanes.Add(TLanes.Load(target), first), target);
        TLanes.Store(TLanes.Add(TLanes.Load(target + lanes), second), target + lanes);
        TLanes.Store(TLanes.Add(TLanes.Load(target + 2 * lanes), third), target + 2 * lanes);
        TLanes.Store(TLanes.Add(TLanes.Load(target + 3 * lanes), fourth), target + 3 * lanes);
    }

    private static void Sum(in ConvolutionGeometry g, float* gradient, float* target)
    {
        TVector even = TLanes.Zero, odd = even;
        var position = 0;
        for (; position + 2 <= g.Positions; position += 2, gradient += 2 * (nint)g.OutputStride)
        {
            even = TLanes.Add(even, TLanes.Load(gradient));
            odd = TLanes.Add(odd, TLanes.Load(gradient + g.OutputStride));
        }

        if (position < g.Positions)
            even = TLanes.Add(even, TLanes.Load(gradient));
        TLanes.Store(TLanes.Add(TLanes.Load(target), TLanes.Add(even, odd)), target);
    }
}
