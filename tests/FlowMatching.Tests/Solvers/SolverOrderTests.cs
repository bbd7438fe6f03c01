using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Solvers;

/// <summary>Every solver in the catalog, whoever adds it, must be consistent and as accurate as it says.</summary>
public sealed class SolverOrderTests
{
    /// <summary>Those that solve the ODE; one that draws noise has no error of single trajectories, and a flow map needs no order.</summary>
    public static TheoryData<string> Names => [.. SolverCatalog.Solvers.All.Where(method => method is { IsStochastic: false, NeedsFlowMap: false }).Select(method => method.Name)];

    public static TheoryData<string> TableauNames => [.. SolverCatalog.Solvers.All.OfType<RungeKuttaMethod>().Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void GlobalError_AsStepsGetFiner_FallsWithTheStatedOrder(string name)
    {
        var method = SolverCatalog.Solvers.Find(name);
        int[] steps = [8, 12, 16, 24, 32];

        var errors = steps.Select(count => Math.Log(ErrorAfter(method, count))).ToArray();

        // A method of which single steps have a lower order than the others may fall a little faster while these still count.
        Assert.InRange(-Slope([.. steps.Select(count => Math.Log(count))], errors), method.Order - 0.15, method.Order + 0.25);
    }

    [Theory]
    [MemberData(nameof(TableauNames))]
    public void Tableau_OfEverySolver_IsExplicitAndConsistent(string name)
    {
        var tableau = Tableau(name);

        Assert.Equal(0, tableau.Nodes[0]);
        Assert.Equal(tableau.Stages, tableau.Weights.Count);
        Assert.Equal(tableau.Stages, tableau.Coefficients.Count);
        Assert.Equal(1, tableau.Weights.Sum(), 1e-14);
        Assert.All(tableau.Coefficients, (row, i) =>
        {
            Assert.Equal(i, row.Count);
            Assert.Equal(tableau.Nodes[i], row.Sum(), 1e-14);
        });
        AssertQuadratureOrder(tableau, tableau.Weights, tableau.Order);
        if (tableau.EmbeddedWeights is { } embedded)
        {
            Assert.Equal(tableau.Stages, embedded.Count);
            Assert.InRange(tableau.EmbeddedOrder, 1, tableau.Order);
            AssertQuadratureOrder(tableau, embedded, tableau.EmbeddedOrder);
        }
    }

    [Fact]
    public void DormandPrince_LastStage_IsTheNextStepsFirst()
    {
        var tableau = Tableau("dopri5");

        Assert.True(tableau.FirstSameAsLast);
        Assert.Equal(7, tableau.Stages);
        Assert.Equal(6, tableau.SolutionStages);
    }

    private static ButcherTableau Tableau(string name) =>
        Assert.IsType<RungeKuttaMethod>(SolverCatalog.Solvers.Find(name), exactMatch: false).Tableau;

    /// <summary>Σ b_i·c_i^(k-1) = 1/k for k up to the order: polynomials in time are integrated exactly.</summary>
    private static void AssertQuadratureOrder(ButcherTableau tableau, IReadOnlyList<double> weights, int order) =>
        Assert.All(Enumerable.Range(1, order), k =>
            Assert.Equal(1.0 / k, weights.Zip(tableau.Nodes, (b, c) => b * Math.Pow(c, k - 1)).Sum(), 1e-14));

    /// <summary>dx/dt = cos(t)·x·(1-x) from t = 1 to 0, whose solutions are 1 / (1 + c·exp(-sin t)).</summary>
    private static double ErrorAfter(SolverMethod method, int steps)
    {
        using var scope = torch.NewDisposeScope();
        IVelocityField field = new DelegateVelocityField((x, t) => t.cos() * x * (1 - x));
        var constants = torch.tensor([0.5, 2.0], dtype: torch.float64).unsqueeze(1);

        var result = new FixedStepIntegrator(method, steps).Integrate(
            field, 1 / (1 + constants * Math.Exp(-Math.Sin(1))), 1, 0, TestContext.Current.CancellationToken);

        return (result.End - 1 / (1 + constants)).abs().max().item<double>();
    }

    private static double Slope(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
