using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// A step of d(x/b) = D d(a/b) for the polynomial D in time through given values: x_to = (b_to/b_from)·x_from + Σ w_i·D_i.
/// The weights w give b_to·∫ D d(a/b) of every power of time below their number.
/// </summary>
internal static class DataIntegral
{
    private const int Panels = 4;
    // Gauss–Legendre of five points on (-1, 1).
    private static readonly double[] Nodes = [-0.9061798459386640, -0.5384693101056831, 0, 0.5384693101056831, 0.9061798459386640];
    private static readonly double[] NodeWeights = [0.2369268850561891, 0.4786286704993665, 0.5688888888888889, 0.4786286704993665, 0.2369268850561891];

    /// <summary>What is kept of the point, and the weights.</summary>
    /// <param name="path">Gives a and b.</param>
    /// <param name="step">From noise towards data.</param>
    /// <param name="times">The times of the values, all different.</param>
    public static (double Kept, double[] Weights) Of(InterpolationPath path, StepSpan step, ReadOnlySpan<double> times)
    {
        var (here, there) = (path.At(step.From), path.At(step.To));
        var kept = there.Noise / here.Noise;
        var moments = Moments(path, step, kept * here.Data, there, times.Length);
        var places = new double[times.Length];
        for (var i = 0; i < places.Length; i++)
            places[i] = (times[i] - step.To) / step.Length;
        return (kept, Solve(places, moments));
    }

    /// <summary>b_to·∫ y^m d(a/b) for y = (t - to)/length, by parts: a/b is infinite where b vanishes, and b·∫ a/b is not.</summary>
    private static double[] Moments(InterpolationPath path, StepSpan step, double dataBefore, PathPoint there, int count)
    {
        var moments = new double[count];
        moments[0] = there.Data - dataBefore;
        for (var m = 1; m < count; m++)
            moments[m] = -dataBefore * Math.Pow(-1, m);
        if (there.Noise == 0 || count == 1)
            return moments;
        // Even in ln t, since a/b is like 1/t near the data.
        var ratio = Math.Log(step.To / step.From);
        double[] at = [.. Enumerable.Range(0, Panels).SelectMany(panel => Nodes.Select(node => step.From * Math.Exp(ratio * (panel + (node + 1) / 2) / Panels)))];
        using var scope = torch.NewDisposeScope();
        var shares = path.At(torch.tensor(at));
        var quotients = (shares.Data / shares.Noise).data<double>();
        for (var i = 0; i < at.Length; i++)
        {
            var y = (at[i] - step.To) / step.Length;
            var part = NodeWeights[i % Nodes.Length] / 2 / Panels * ratio * at[i] * quotients[i] * there.Noise / step.Length;
            for (var m = 1; m < count; m++)
                moments[m] -= m * Math.Pow(y, m - 1) * part;
        }

        return moments;
    }

    /// <summary>Weights with Σ w_i·y_i^m = moment m: each moment of the Lagrange polynomial of a place.</summary>
    private static double[] Solve(double[] places, double[] moments)
    {
        var weights = new double[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            double[] polynomial = [1];
            for (var j = 0; j < places.Length; j++)
            {
                if (j != i)
                    polynomial = Times(polynomial, -places[j] / (places[i] - places[j]), 1 / (places[i] - places[j]));
            }

            weights[i] = polynomial.Zip(moments, (factor, moment) => factor * moment).Sum();
        }

        return weights;
    }

    /// <summary>A polynomial times (constant + slope·y), lowest power first.</summary>
    private static double[] Times(double[] polynomial, double constant, double slope)
    {
        var product = new double[polynomial.Length + 1];
        for (var i = 0; i < polynomial.Length; i++)
        {
            product[i] += constant * polynomial[i];
            product[i + 1] += slope * polynomial[i];
        }

        return product;
    }
}
