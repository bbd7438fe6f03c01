using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Sampling;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Sampling;

/// <summary>The data that a velocity points to.</summary>
public sealed class PredictionRecorderTests
{
    [Theory]
    [InlineData("linear", "euler")]
    [InlineData("linear", "heun")]
    [InlineData("variance-preserving", "euler")]
    [InlineData("cosine", "rk4")]
    public void At_VelocityOfOnePair_IsItsDataAtEveryStep(string pathName, string solver)
    {
        using var scope = torch.NewDisposeScope();
        var path = PathCatalog.Paths.Find(pathName);
        var data = torch.tensor(new[] { 3.0, -1.0 }).view(1, 2);
        var noise = torch.tensor(new[] { -0.5, 2.0 }).view(1, 2);
        // The exact flow towards one point: the noise that belongs to x_t is (x_t - a·data) / b.
        var field = new DelegateVelocityField((x, t) =>
        {
            var at = path.At(t);
            return at.DataDerivative * data + at.NoiseDerivative * ((x - at.Data * data) / at.Noise);
        });
        using var recorder = new PredictionRecorder(field, path);
        using var trajectory = new FixedStepIntegrator(SolverCatalog.Solvers.Find(solver), 4).Trace(recorder, noise, 1, 0.2, TestContext.Current.CancellationToken);
        var predictions = recorder.At(trajectory.Times.Take(4));
        Assert.Equal([1L, 4L, 2L], predictions.shape);
        Assert.True(predictions.allclose(data.view(1, 1, 2).expand(1, 4, 2), 1e-6, 1e-6));
    }
}
