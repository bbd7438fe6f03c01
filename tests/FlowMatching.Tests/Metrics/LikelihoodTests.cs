using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>Likelihoods known on paper.</summary>
public sealed class LikelihoodTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("linear", "rk4-320", 1e-6)]
    [InlineData("linear", "dopri5-1e-7", 1e-5)]
    [InlineData("linear", "heun/power2-401", 1e-3)]
    [InlineData("cosine", "rk4-320", 1e-6)]
    [InlineData("variance-preserving", "rk4/power2-400", 1e-3)]
    public void NegativeLogarithm_OfAGaussianFlow_IsThatOfItsData(string name, string solver, double tolerance)
    {
        using var scope = torch.NewDisposeScope();
        var path = PathCatalog.Paths.Find(name);
        var data = torch.tensor(new[,] { { 0.0, 0.1 }, { 0.5, -1.0 }, { 2.0, 0.3 } });

        var nll = Likelihood.NegativeLogarithm(
            ExactFlows.Gaussian(path, 0.25, 4), SolverSetting.Parse(solver).CreateIntegrator(), new([4, 4]), data, path.MinimumTime,
            cancellationToken: Cancellation);

        // What arrives at the prior at t = 1, where a path may have some data left, is what the flow makes of it.
        var end = path.At(1.0);
        var shrunk = 4 / (end.Data * end.Data * 0.25 + end.Noise * end.Noise * 4);
        var expected = (data.square() / (0.25 * shrunk) + Math.Log(2 * Math.PI * 0.25 * shrunk)).mean([1]) / 2;
        TensorAssert.Close(expected, nll, tolerance);
    }

    [Fact]
    public void NegativeLogarithm_OfTheTwoGaussianFlow_IsThatOfTheMixture()
    {
        using var scope = torch.NewDisposeScope();
        var data = new TwoGaussians().Reference(256, 0).to(torch.float64);

        var nll = Likelihood.NegativeLogarithm(
            ExactFlows.TwoGaussians, SolverSetting.Parse("rk4-400").CreateIntegrator(), new TwoGaussians().Prior, data, 0,
            cancellationToken: Cancellation);

        TensorAssert.Close(OfTheMixture(data), nll, 1e-3);
    }

    [Fact]
    public void Divergence_InManyDimensions_IsUnbiased()
    {
        using var scope = torch.NewDisposeScope();
        const int Dimension = 16;
        const int Probes = 20_000;
        using var generator = new torch.Generator(5, torch.CPU);
        var matrix = torch.randn(Dimension, Dimension, dtype: torch.float64, generator: generator);
        var field = new DivergenceField(new DelegateVelocityField((points, _) => points.mm(matrix)), Dimension);

        var rows = field.Rows(torch.ones(Probes, Dimension, dtype: torch.float64), seed: 7);
        var rates = field.Volume(field.Velocity(rows, torch.ones(Probes, 1, dtype: torch.float64)));

        var deviation = rates.std().item<double>();
        Assert.InRange(deviation, 1, 100);
        Assert.Equal(matrix.trace().item<double>(), rates.mean().item<double>(), 4 * deviation / Math.Sqrt(Probes));
    }

    [Fact]
    public void NegativeLogarithm_InManyDimensions_IsThatOfAGaussian()
    {
        // The Jacobian is a multiple of the identity, which every probe of signs measures exactly.
        using var scope = torch.NewDisposeScope();
        const int Dimension = 12;
        var data = torch.linspace(-1, 1, 5 * Dimension, dtype: torch.float64).reshape(5, Dimension);

        var nll = Likelihood.NegativeLogarithm(
            ExactFlows.Gaussian(0.25, 1), SolverSetting.Parse("rk4-80").CreateIntegrator(), DiagonalNormal.Standard(Dimension), data, 0,
            cancellationToken: Cancellation);

        TensorAssert.Close((data.square() / 0.25 + Math.Log(2 * Math.PI * 0.25)).mean([1]) / 2, nll, 1e-6);
    }

    [Fact]
    public void NegativeLogarithm_PriorFittedInABasis_IsThatOfItsNormal()
    {
        // Nothing moves, so that data are noise of the prior: with independent coefficients c of known moments.
        using var scope = torch.NewDisposeScope();
        var basis = NoiseBasis.Of(PriorBasis.Fourier, new SampleShape(1, 3, 4));
        var (means, deviations) = (torch.linspace(-1, 2, 12, dtype: torch.float64), torch.linspace(0.5, 3, 12, dtype: torch.float64));
        var data = torch.linspace(-3, 3, 24, dtype: torch.float64).view(2, 12);
        var start = new NoiseShift(means.to(torch.float32).data<float>().ToArray(), deviations.to(torch.float32).data<float>().ToArray()) { Basis = basis };

        var nll = Likelihood.NegativeLogarithm(
            new DelegateVelocityField((points, _) => points * 0) { Start = start }, SolverSetting.Parse("euler-1").CreateIntegrator(),
            DiagonalNormal.Standard(12), data, 0, cancellationToken: Cancellation);

        var whitened = (basis.Coefficients(data) - means) / deviations;
        TensorAssert.Close((whitened.square() + 2 * deviations.log() + Math.Log(2 * Math.PI)).mean([1]) / 2, nll, 1e-6);
    }

    [Fact]
    public void Evaluate_OfTheExactFlow_StoresTheMeanOverTheReferences()
    {
        var dataset = new TwoGaussians();
        using var set = EvaluationSet.Of(dataset, dataset.Prior, PathCatalog.Paths.Find("linear"), 256);
        using var evaluator = new Evaluator(
            set, new() { Samples = 256, Solvers = [new() { Name = "heun", Numbers = [101] }, new() { Name = "dopri5", Numbers = [1e-5] }], Metrics = ["nll"] }, TimeProvider.System);

        var table = evaluator.Evaluate(ExactFlows.TwoGaussians, Cancellation);

        using var expected = OfTheMixture(set.Reference.to(torch.float64)).mean();
        Assert.Equal(2, table.Rows.Count);
        Assert.All(table.Rows, row => Assert.Equal(expected.item<double>(), row.Value, 1e-3));
    }

    [Fact]
    public void Evaluate_FlowThatTheSolverCannotFollow_SaysWhy()
    {
        var dataset = new TwoGaussians();
        using var set = EvaluationSet.Of(dataset, dataset.Prior, PathCatalog.Paths.Find("linear"), 64);
        using var evaluator = new Evaluator(set, new() { Samples = 64, Solvers = [new() { Name = "dopri5", Numbers = [1e-3] }], Metrics = ["nll"] }, TimeProvider.System);

        var row = Assert.Single(evaluator.Evaluate(new DelegateVelocityField((points, _) => points * float.NaN), Cancellation).Rows);

        Assert.True(double.IsNaN(row.Value));
        Assert.Contains("dopri5", row.Remark, StringComparison.Ordinal);
    }

    /// <summary>Nats per dimension of points under the two normals at (±8, 8) with covariance diag(3, 0.1).</summary>
    private static torch.Tensor OfTheMixture(torch.Tensor points)
    {
        var (x, y) = (points.select(1, 0), points.select(1, 1));
        torch.Tensor Density(torch.Tensor value, double mean, double variance) =>
            ((value - mean).square() / (-2 * variance)).exp() / Math.Sqrt(2 * Math.PI * variance);
        return ((Density(x, -8, 3) + Density(x, 8, 3)) / 2 * Density(y, 8, 0.1)).log() / -2;
    }
}
