using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Solvers;

public sealed class AdaptiveIntegratorTests
{
    private static readonly IVelocityField Decay = new DelegateVelocityField((x, _) => x * -0.5);

    /// <summary>Products and sums only, so that a row's bits do not depend on how many rows are computed at once.</summary>
    private static readonly IVelocityField Polynomial = new DelegateVelocityField((x, t) => x.square() * x * -1 + t * x);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void DormandPrince_OnDecay_TakesTheKnownStepsAndEvaluations()
    {
        using var scope = torch.NewDisposeScope();
        var start = torch.tensor([2.0, 4.0, 8.0], dtype: torch.float64).unsqueeze(0);

        var result = Integrator(1e-3, 1e-6).Integrate(Decay, start, 0, 10, Cancellation);

        Assert.Equal(7, result.StepCount);
        Assert.Equal(44, result.Nfe);
        Assert.Equal(0, result.RejectedSteps);
        TensorAssert.Close(torch.tensor([.01350781, .02701561, .05403123], dtype: torch.float64), result.End[0], 5e-9);
    }

    [Fact]
    public void DormandPrince_OnOrbit_CountsItsRejections()
    {
        using var scope = torch.NewDisposeScope();

        var result = Integrator(1e-6, 1e-6).Integrate(Orbit, EccentricStart(), 0, 7, Cancellation);

        Assert.InRange(result.RejectedSteps, 1, 50);
        Assert.Equal(2 + 6 * (result.StepCount + result.RejectedSteps), result.Nfe);
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-7)]
    [InlineData(1e-10)]
    public void DormandPrince_WithATolerance_IsAboutThatAccurate(double tolerance)
    {
        using var scope = torch.NewDisposeScope();
        var start = torch.tensor(new double[,] { { 0.5 }, { 1.0 }, { 3.0 } }, dtype: torch.float64);

        var result = Integrator(tolerance, tolerance).Integrate(ExactFlows.Gaussian(1, 1), start, 1, 0, Cancellation);

        TensorAssert.Close(start, result.End, 30 * tolerance);
    }

    [Fact]
    public void Batch_OfEasyAndStiffSamples_GivesEachWhatItGetsAlone()
    {
        using var scope = torch.NewDisposeScope();
        var start = torch.tensor(new double[,] { { 0.01, 0.02 }, { 1.0, -1.0 }, { 30.0, 5.0 }, { 0.0, 0.0 } }, dtype: torch.float64);

        var together = Integrator(1e-6, 1e-8).Integrate(Polynomial, start, 0, 1, Cancellation);
        var alone = Enumerable.Range(0, 4)
            .Select(row => Integrator(1e-6, 1e-8).Integrate(Polynomial, start[row..(row + 1)], 0, 1, Cancellation))
            .ToArray();

        TensorAssert.Same(torch.cat([.. alone.Select(result => result.End)]), together.End);
        Assert.Equal(alone.Max(result => result.StepCount), together.StepCount);
        Assert.Equal(alone.Max(result => result.Nfe), together.Nfe);
        Assert.Equal(alone.Average(result => result.StepCount), together.MeanStepCount);
        Assert.Equal(alone.Average(result => result.Nfe), together.MeanNfe);
        Assert.Equal(alone.Sum(result => result.RejectedSteps), together.RejectedSteps);
        Assert.True(together.MeanNfe < together.Nfe);
    }

    [Fact]
    public void Integrate_OfImages_EqualsThatOfTheirPixels()
    {
        using var scope = torch.NewDisposeScope();
        var pixels = torch.linspace(-1, 1, 24, dtype: torch.float64).reshape(2, 12);
        var shaped = new DelegateVelocityField((x, t) => x.square() * x * -1 + t.reshape(-1, 1, 1, 1) * x);

        var fromPixels = Integrator(1e-5, 1e-5).Integrate(Polynomial, pixels, 0, 1, Cancellation);
        var fromImages = Integrator(1e-5, 1e-5).Integrate(shaped, pixels.reshape(2, 3, 2, 2), 0, 1, Cancellation);

        TensorAssert.Same(fromPixels.End.reshape(2, 3, 2, 2), fromImages.End);
    }

    [Fact]
    public void Integrate_SinglePrecision_StaysSingleAndAgreesWithDouble()
    {
        using var scope = torch.NewDisposeScope();
        var start = torch.tensor(new float[,] { { 1f, -2f }, { 8f, 3f } });

        var single = Integrator(1e-5, 1e-5).Integrate(ExactFlows.TwoGaussians, start, 1, 0, Cancellation);
        var twice = Integrator(1e-9, 1e-9).Integrate(ExactFlows.TwoGaussians, start.to(torch.float64), 1, 0, Cancellation);

        Assert.Equal(torch.float32, single.End.dtype);
        TensorAssert.Close(twice.End, single.End, 2e-3);
    }

    [Fact]
    public void Integrate_FromATimeToItself_EvaluatesNothing()
    {
        using var scope = torch.NewDisposeScope();
        var start = torch.ones(2, 2);

        var result = Integrator(1e-3, 1e-3).Integrate(Decay, start, 1, 1, Cancellation);

        TensorAssert.Same(start, result.End);
        Assert.Equal((0, 0), (result.StepCount, result.Nfe));
    }

    [Fact]
    public void Integrate_OfAVelocityThatIsNotANumber_SaysWhichSampleAndWhere()
    {
        using var scope = torch.NewDisposeScope();
        var field = new DelegateVelocityField((x, t) => torch.where(t < 0.5, double.NaN, -x));

        var exception = Assert.Throws<IntegrationException>(
            () => Integrator(1e-3, 1e-3).Integrate(field, torch.ones(1, 1, dtype: torch.float64), 1, 0, Cancellation));

        Assert.Contains("sample 0 past t = 0.5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integrate_ManySteps_LeavesOnlyItsResultAlive()
    {
        using var start = torch.rand(8, 2);
        Integrator(1e-4, 1e-4).Integrate(Polynomial, start, 0, 1, Cancellation).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using var result = Integrator(1e-4, 1e-4).Integrate(Polynomial, start, 0, 1, Cancellation);

        Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Integrate_WithATableauWhoseLastStageIsNotTheNextFirst_EvaluatesItAgain()
    {
        using var scope = torch.NewDisposeScope();
        var start = torch.tensor(new double[,] { { 0.5 }, { 3.0 } });

        var result = new AdaptiveIntegrator(new EulerHeun(), new Tolerance(1e-7, 1e-7))
            .Integrate(ExactFlows.Gaussian(1, 1), start, 1, 0, Cancellation);

        TensorAssert.Close(start, result.End, 1e-5);
        Assert.Equal(result.MeanNfe * 2, 2 * 2 + 2 * (result.MeanStepCount * 2 + result.RejectedSteps), 1e-9);
    }

    [Fact]
    public void Integrate_OfTheTwoGaussianFlow_SendsHalfOfTheNoiseToEachMode()
    {
        using var scope = torch.NewDisposeScope();
        var noise = EvaluationNoise.Draw(new TwoGaussians().Prior, 1000, 0).to(torch.float64);

        var samples = Integrator(1e-6, 1e-6).Integrate(ExactFlows.TwoGaussians, noise, 1, 0, Cancellation).End;
        var right = samples[samples.select(1, 0) > 0];

        Assert.Equal(500, right.shape[0]);
        Assert.Equal(8, right.select(1, 0).mean().item<double>(), 0.05);
        Assert.Equal(3, right.select(1, 0).var().item<double>(), 0.1);
        Assert.Equal(0.1, right.select(1, 1).var().item<double>(), 0.01);
    }

    [Fact]
    public void Integrate_BeyondTheAllowedAttempts_Stops()
    {
        using var start = torch.ones(1, 1);
        var integrator = new AdaptiveIntegrator(SolverCatalog.Solvers.Find("dopri5"), new Tolerance(1e-6, 1e-6), maximumAttempts: 3);

        var exception = Assert.Throws<IntegrationException>(() => integrator.Integrate(Decay, start, 0, 1000, Cancellation));

        Assert.Contains("dopri5 cannot carry sample 0 past t =", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WithAMethodWithoutErrorEstimate_IsRefused()
    {
        var exception = Assert.Throws<SettingValueException>(
            () => new AdaptiveIntegrator(SolverCatalog.Solvers.Find("euler"), new Tolerance(1e-3, 1e-3)));

        Assert.Contains("euler", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integrate_WithAToleranceBelowSinglePrecision_IsRefused()
    {
        using var start = torch.ones(1, 1);

        var exception = Assert.Throws<SettingValueException>(
            () => Integrator(1e-9, 1e-9).Integrate(Decay, start, 1, 0, Cancellation));

        Assert.Contains("4.8e-7", exception.Message, StringComparison.Ordinal);
    }

    private static AdaptiveIntegrator Integrator(double relative, double absolute) =>
        new(SolverCatalog.Solvers.Find("dopri5"), new Tolerance(relative, absolute));

    /// <summary>Heun's step checked by Euler's: second order, and no stage stands at the step's end.</summary>
    private sealed record EulerHeun() : RungeKuttaMethod("euler-heun", new ButcherTableau
    {
        Nodes = [0, 1],
        Coefficients = [[], [1]],
        Weights = [0.5, 0.5],
        EmbeddedWeights = [1, 0],
        Order = 2,
        EmbeddedOrder = 1,
    });

    private static torch.Tensor EccentricStart() => torch.tensor(new double[,] { { 0.1, 0.0, 0.0, 4.3 } }, dtype: torch.float64);

    /// <summary>A comet around the sun: slow far away, fast and sharply turning near it.</summary>
    private static DelegateVelocityField Orbit { get; } = new((x, _) =>
    {
        var place = x.narrow(1, 0, 2);
        var pull = place / place.square().sum(1, keepdim: true).pow(1.5);
        return torch.cat([x.narrow(1, 2, 2), -pull], 1);
    });
}
