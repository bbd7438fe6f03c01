namespace FastOde.Search.Functions;

/// <summary>
/// The functions of two values of Zitzler, Deb and Thiele, "Comparison of multiobjective evolutionary algorithms" (2000), of any
/// number of arguments in [0, 1] from two: f₁ = x₁ and f₂ = g·h(f₁, g) with g = 1 + 9·mean(x₂ …). Both are to be minimised; the front
/// lies at g = 1.
/// </summary>
public static class Zdt
{
    /// <summary>h = 1 - √(f₁/g): a front that bends towards the origin.</summary>
    public static IReadOnlyList<double> One(IReadOnlyList<double> x) => Of(x, (first, ratio) => 1 - Math.Sqrt(ratio));

    /// <summary>h = 1 - (f₁/g)²: a front that bends away from it.</summary>
    public static IReadOnlyList<double> Two(IReadOnlyList<double> x) => Of(x, (first, ratio) => 1 - (ratio * ratio));

    /// <summary>h = 1 - √(f₁/g) - (f₁/g)·sin(10πf₁): a front of five pieces.</summary>
    public static IReadOnlyList<double> Three(IReadOnlyList<double> x) => Of(x, (first, ratio) => 1 - Math.Sqrt(ratio) - (ratio * Math.Sin(10 * Math.PI * first)));

    private static double[] Of(IReadOnlyList<double> x, Func<double, double, double> h)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Count < 2)
            throw new ArgumentException($"expected at least two arguments, found {x.Count}", nameof(x));
        var g = 1 + (9 * x.Skip(1).Average());
        return [x[0], g * h(x[0], x[0] / g)];
    }
}
