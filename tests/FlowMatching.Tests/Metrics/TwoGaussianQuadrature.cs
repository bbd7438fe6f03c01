namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>
/// Curvature of the two-Gaussian example's exact flow by Euler steps, integrated over the prior instead of sampled. The two
/// coordinates do not interact, so that each is an integral over one normal variable (midpoint rule, four digits; the integrand is steep where the two modes part).
/// </summary>
internal static class TwoGaussianQuadrature
{
    private const int Nodes = 20000;
    private const double Range = 8;

    public static double Curvature(int steps) =>
        (Mean(noise => Curvature(6 * noise, steps, VelocityX)) + Mean(noise => Curvature(noise, steps, VelocityY))) / 2;

    private static double Mean(Func<double, double> ofNormal)
    {
        double sum = 0, weights = 0;
        for (var node = 0; node < Nodes; node++)
        {
            var normal = Range * ((2.0 * node + 1) / Nodes - 1);
            var weight = Math.Exp(-normal * normal / 2);
            sum += weight * ofNormal(normal);
            weights += weight;
        }

        return sum / weights;
    }

    private static double Curvature(double noise, int steps, Func<double, double, double> velocity)
    {
        var slopes = new double[steps];
        var position = noise;
        for (var step = 0; step < steps; step++)
        {
            slopes[step] = velocity(position, 1 - (double)step / steps);
            position -= slopes[step] / steps;
        }

        return slopes.Average(slope => (slope - (noise - position)) * (slope - (noise - position)));
    }

    private static double VelocityX(double x, double t)
    {
        var variance = 3 * (1 - t) * (1 - t) + 36 * t * t;
        var slope = (36 * t - 3 * (1 - t)) / variance;
        return slope * x - (1 + slope * (1 - t)) * 8 * Math.Tanh(8 * (1 - t) * x / variance);
    }

    private static double VelocityY(double y, double t)
    {
        var slope = (t - 0.1 * (1 - t)) / (0.1 * (1 - t) * (1 - t) + t * t);
        return slope * y - (1 + slope * (1 - t)) * 8;
    }
}
