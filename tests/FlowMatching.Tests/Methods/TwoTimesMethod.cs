using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Methods;

/// <summary>
/// A method that the library does not know: its network sees two times, learns noise - data at both, and is charged for the
/// size of what it says too.
/// </summary>
/// <param name="spec">Weight of the second loss.</param>
/// <param name="setting">Places the points.</param>
public sealed class TwoTimesMethod(TwoTimesSpec spec, MethodSetting setting) : Method
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Conditions { get; } = ["t", "r"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames { get; } = ["errorLoss", "sizeLoss"];

    /// <inheritdoc/>
    public override void DrawConditions(torch.Tensor conditions, torch.Generator generator) => conditions.uniform_(setting.Path.MinimumTime, 1, generator);

    /// <inheritdoc/>
    public override MethodLoss CreateLoss(MethodProblem problem) => new Loss(problem, setting.Path, spec.Weight);

    /// <inheritdoc/>
    public override IDifferentiableVelocityField VelocityField(NetworkVelocityField network) => new Field(network);

    private sealed class Loss(MethodProblem problem, InterpolationPath path, double weight) : MethodLoss
    {
        private readonly double[] losses = new double[2];
        private torch.Tensor? gradient;

        public override ReadOnlySpan<double> Losses => losses;

        public override double Measure(torch.Tensor conditions, torch.Tensor data, torch.Tensor noise)
        {
            using var scope = torch.NewDisposeScope();
            var at = path.At(conditions[.., ..1]);
            var output = problem.Network.Forward(problem.Parameters, (at.Data * data + at.Noise * noise).contiguous(), conditions);
            var error = output - (noise - data);
            losses[0] = error.square().mean().item<float>();
            losses[1] = output.square().mean().item<float>();
            gradient?.Dispose();
            gradient = ((error + weight * output) * (2.0 / error.NumberOfElements)).DetachFromDisposeScope();
            return losses[0] + weight * losses[1];
        }

        public override void Backward(torch.Tensor? noiseGradient)
        {
            Assert.Null(noiseGradient);
            problem.Network.Backward(problem.Parameters, gradient!, pointGradient: null);
        }

        protected override void Dispose(bool disposing)
        {
            gradient?.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class Field(NetworkVelocityField network) : IDifferentiableVelocityField
    {
        public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time)
        {
            using var scope = torch.NewDisposeScope();
            return network.Velocity(points, torch.cat([time, time], 1)).MoveToOuterDisposeScope();
        }

        public (torch.Tensor Velocity, torch.Tensor[] Products) Differentiate(torch.Tensor points, torch.Tensor time, IReadOnlyList<torch.Tensor> cotangents) =>
            network.Differentiate(points, torch.cat([time, time], 1), cotangents);
    }
}
