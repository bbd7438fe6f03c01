using CsCheck;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>Noise of the prior, in an order that suits the data.</summary>
public sealed class MinibatchOptimalTransportTests
{
    private static readonly DiagonalNormal Planar = new([36f, 1f]);

    [Fact]
    public void Draw_Exact_CostsAsLittleAsTheBestOfAllOrders() =>
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 12], Gen.ULong).Sample((count, dimension, seed) =>
        {
            using var scope = torch.NewDisposeScope();
            using var generator = new torch.Generator(seed, torch.CPU);
            var prior = DiagonalNormal.Standard(dimension);
            using var coupling = new MinibatchOptimalTransport(Options(TransportSolver.Exact), Problems.Coupling(prior));
            var data = torch.randn(count, dimension, generator: generator);
            var noise = coupling.Draw(data, generator);
            var costs = Costs(data, noise);
            var least = Orders(count).Min(order => Enumerable.Range(0, count).Sum(row => costs[row, order[row]]));
            Assert.Equal(least, Enumerable.Range(0, count).Sum(row => costs[row, row]), 1e-4);
        }, iter: 60);

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    public void Draw_Exact_IsTheIndependentNoiseInAnotherOrder(int dimension)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(5, torch.CPU);
        using var again = new torch.Generator(5, torch.CPU);
        var prior = DiagonalNormal.Standard(dimension);
        using var coupling = new MinibatchOptimalTransport(Options(TransportSolver.Exact), Problems.Coupling(prior));
        using var independent = new IndependentCoupling(prior);
        var data = torch.linspace(-1, 1, 64 * dimension).reshape(64, dimension);
        var paired = coupling.Draw(data, generator);
        var drawn = independent.Draw(data, again);
        TensorAssert.Close(drawn.sort(0).Values, paired.sort(0).Values, 0);
        Assert.False(drawn.Equals(paired));
        Assert.True(generator.get_state().Equals(again.get_state()), "the exact solver drew");
    }

    [Theory]
    [InlineData(TransportSolver.Exact)]
    [InlineData(TransportSolver.Sinkhorn)]
    public void Draw_ManyBatches_KeepsThePriorsMoments(TransportSolver solver)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(11, torch.CPU);
        using var coupling = new MinibatchOptimalTransport(Options(solver), Problems.Coupling(Planar));
        var data = torch.randn(128, 2, generator: generator) * 4 + 3;
        var noise = torch.cat([.. Enumerable.Range(0, 60).Select(_ => coupling.Draw(data, generator).clone())]);
        TensorAssert.Close(torch.zeros(2), noise.mean([0]) / torch.tensor([6f, 1f]), 0.05);
        TensorAssert.Close(torch.tensor([6f, 1f]), noise.std(0), 0.15);
    }

    [Fact]
    public void Draw_SinkhornWithLittleRegularization_CostsHardlyMoreThanExact()
    {
        var (exact, close, wide) = (Cost(TransportSolver.Exact, 1), Cost(TransportSolver.Sinkhorn, 0.003), Cost(TransportSolver.Sinkhorn, 1));
        Assert.InRange(close, 0.9 * exact, 1.1 * exact);
        Assert.InRange(wide, 1.5 * exact, double.MaxValue);
    }

    [Theory]
    [InlineData(TransportSolver.Exact)]
    [InlineData(TransportSolver.Sinkhorn)]
    public void Draw_SameGeneratorState_GivesTheSameNoise(TransportSolver solver)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(11, torch.CPU);
        using var coupling = new MinibatchOptimalTransport(Options(solver), Problems.Coupling(Planar));
        var data = torch.randn(32, 2, generator: generator);
        using var state = generator.get_state();
        using var first = coupling.Draw(data, generator).clone();
        coupling.Draw(data, generator);
        generator.set_state(state);
        Assert.True(coupling.Draw(data, generator).Equals(first));
    }

    private static double Cost(TransportSolver solver, double regularization)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        using var coupling = new MinibatchOptimalTransport(
            new() { Pairing = solver, Regularization = regularization, SinkhornIterations = 2000 }, Problems.Coupling(DiagonalNormal.Standard(2)));
        var data = torch.randn(100, 2, generator: generator) * 3;
        return Enumerable.Range(0, 10).Average(_ => (coupling.Draw(data, generator) - data).square().sum(1).mean().item<float>());
    }

    private static MinibatchCouplingSpec Options(TransportSolver solver) => new() { Pairing = solver };

    private static double[,] Costs(torch.Tensor data, torch.Tensor noise)
    {
        var (count, dimension) = ((int)data.shape[0], (int)data.shape[1]);
        Span<float> x = TensorMemory.Span(data), y = TensorMemory.Span(noise);
        var costs = new double[count, count];
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < count; column++)
            {
                for (var k = 0; k < dimension; k++)
                    costs[row, column] += Math.Pow((double)x[row * dimension + k] - y[column * dimension + k], 2);
            }
        }

        return costs;
    }

    private static IEnumerable<int[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(place => (int[])[.. order[..place], count - 1, .. order[place..]]));
}
