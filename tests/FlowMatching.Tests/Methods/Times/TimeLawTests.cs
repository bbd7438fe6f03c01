using FastOde.FlowMatching.Methods.Times;
using FastOde.Specs.Times;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Methods.Times;

/// <summary>Draws of every law against its distribution function, by the test of Kolmogorov and Smirnov.</summary>
public sealed class TimeLawTests
{
    private const int Draws = 40_000;

    // Exceeded by chance once in ten thousand samples; the seed is fixed.
    private static readonly double Critical = 2.225 / Math.Sqrt(Draws);

    public static TheoryData<TimeSpec> Laws =>
    [
        new UniformTimeSpec(),
        new LogitNormalTimeSpec(),
        new LogitNormalTimeSpec { Mean = -0.8, Deviation = 1.6 },
        new UShapedTimeSpec(),
        new UShapedTimeSpec { Steepness = 1.5 },
        new UShapedTimeSpec { BothEnds = false },
        new UShapedTimeSpec { Steepness = 0.5, BothEnds = false },
        new ModeTimeSpec(),
        new ModeTimeSpec { Scale = -0.7 },
        new ModeTimeSpec { Scale = 0 },
    ];

    [Theory]
    [MemberData(nameof(Laws))]
    public void Draw_AnyLaw_HasItsDistributionFunction(TimeSpec spec) =>
        Assert.InRange(Distance(Sample(spec, 0), time => Distribution(spec, time)), 0, Critical);

    [Theory]
    [MemberData(nameof(Laws))]
    public void Draw_AnyLaw_DiffersFromAnother(TimeSpec spec)
    {
        var other = new LogitNormalTimeSpec { Mean = 0.3, Deviation = 0.9 };
        Assert.InRange(Distance(Sample(spec, 0), time => Distribution(other, time)), 2 * Critical, 1);
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Draw_PathThatBeginsLater_KeepsTimesWithinIt(TimeSpec spec)
    {
        const double earliest = 0.25;
        var times = Sample(spec, earliest);
        Assert.InRange(times[0], earliest, 0.3);
        Assert.InRange(times[^1], 0.9, 1);
        Assert.InRange(Distance([.. times.Select(time => (time - earliest) / (1 - earliest))], time => Distribution(spec, time)), 0, Critical);
    }

    /// <summary>The distribution functions, written down by themselves.</summary>
    private static double Distribution(TimeSpec spec, double time) => spec switch
    {
        UniformTimeSpec => time,
        LogitNormalTimeSpec law => NormalDistribution((Math.Log(time / (1 - time)) - law.Mean) / law.Deviation),
        UShapedTimeSpec { BothEnds: false } law => Math.Sinh(law.Steepness * time) / Math.Sinh(law.Steepness),
        UShapedTimeSpec law => (Math.Exp(law.Steepness * time) - Math.Exp(law.Steepness * (1 - time)) + Math.Exp(law.Steepness) - 1) / (2 * (Math.Exp(law.Steepness) - 1)),
        ModeTimeSpec law => 1 - Inverse(u => 1 - u - law.Scale * (Math.Pow(Math.Cos(Math.PI * u / 2), 2) - 1 + u), time),
        _ => throw new ArgumentOutOfRangeException(nameof(spec)),
    };

    private static double NormalDistribution(double value) =>
        0.5 * torch.special.erfc(torch.tensor(-value / Math.Sqrt(2), dtype: torch.float64)).item<double>();

    /// <summary>Where a falling function of [0, 1] has a value.</summary>
    private static double Inverse(Func<double, double> falling, double value)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = falling(middle) > value ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double[] Sample(TimeSpec spec, double earliest)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(11, torch.CPU);
        var times = torch.empty(Draws, 1, dtype: torch.float32);
        TimeLaw.Of(spec).Draw(times, earliest, generator);
        return [.. times.data<float>().Select(time => (double)time).Order()];
    }

    private static double Distance(double[] sorted, Func<double, double> distribution) =>
        sorted.Select((time, i) => Math.Max(Math.Abs(distribution(time) - (double)i / sorted.Length), Math.Abs(distribution(time) - (i + 1.0) / sorted.Length))).Max();
}
