using FastOde.FlowMatching.Methods.Losses;
using FastOde.Specs.Losses;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Methods.Losses;

/// <summary>Every loss against its formula by hand, and its gradient against finite differences.</summary>
public sealed class SampleLossTests
{
    private const int Dimension = 3;
    private static readonly double[] Numbers = [0.3, -1.2, 0.7, 0.02, 0.01, -0.015];

    public static TheoryData<LossSpec> Losses =>
        [new SquaredLossSpec(), new PseudoHuberLossSpec(), new PseudoHuberLossSpec { C = 0.4 }, new AdaptiveLossSpec { Power = 0 }, new AdaptiveLossSpec { Power = 0.5, Epsilon = 0.02 }, new AdaptiveLossSpec()];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Measure_TwoSamples_IsTheMeanOfTheFormula(LossSpec spec)
    {
        using var scope = torch.NewDisposeScope();
        var measure = new BatchError(spec, Dimension);
        var (value, _) = measure.Measure(Errors(Numbers));
        Assert.Equal((Formula(spec, Numbers[..3]) + Formula(spec, Numbers[3..])) / 2, value, 1e-12);
        Assert.Equal([2.02 / 3, 0.000725 / 3], measure.Squares, (expected, found) => Math.Abs(expected - found) < 1e-12);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradient_AnyError_IsTheFiniteDifference(LossSpec spec)
    {
        using var scope = torch.NewDisposeScope();
        var (_, gradient) = new BatchError(spec, Dimension).Measure(Errors(Numbers));
        const double step = 1e-6;
        for (var i = 0; i < Numbers.Length; i++)
        {
            double[] Moved(double by) => [.. Numbers.Select((number, k) => k == i ? number + by : number)];
            var expected = (Frozen(spec, Moved(step)) - Frozen(spec, Moved(-step))) / (2 * step);
            Assert.Equal(expected, gradient.flatten()[i].item<double>(), 1e-7);
        }
    }

    [Fact]
    public void Measure_Squared_IsTheMeanSquareToTheLastBit()
    {
        using var scope = torch.NewDisposeScope();
        var error = Errors(Numbers).to(torch.float32);
        var (value, gradient) = new BatchError(new SquaredLossSpec(), Dimension).Measure(error);
        Assert.Equal(error.square().mean([0, 1], type: torch.float64).item<double>(), value);
        Assert.True(gradient.equal(error * (2.0 / 6)).all().item<bool>());
    }

    private static torch.Tensor Errors(double[] numbers) => torch.tensor(numbers).view(2, Dimension);

    private static double Formula(LossSpec spec, double[] error) => Formula(spec, error, error);

    private static double Formula(LossSpec spec, double[] error, double[] divisor)
    {
        static double Squares(double[] numbers) => numbers.Sum(number => number * number);
        return spec switch
        {
            SquaredLossSpec => Squares(error) / Dimension,
            PseudoHuberLossSpec huber when (huber.C ?? 0.00054 * Math.Sqrt(3)) is var c => Math.Sqrt(Squares(error) + c * c) - c,
            AdaptiveLossSpec adaptive => Squares(error) / Dimension / Math.Pow(Squares(divisor) / Dimension + adaptive.Epsilon, adaptive.Power),
            _ => throw new ArgumentOutOfRangeException(nameof(spec)),
        };
    }

    /// <summary>The loss of moved errors, the divisors of which stay where they were: no gradient goes through them.</summary>
    private static double Frozen(LossSpec spec, double[] moved) =>
        (Formula(spec, moved[..3], Numbers[..3]) + Formula(spec, moved[3..], Numbers[3..])) / 2;
}
