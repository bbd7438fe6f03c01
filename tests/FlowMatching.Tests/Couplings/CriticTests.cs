using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.Critic;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>A critic by itself: what it learns, what it keeps, and where it pulls samples.</summary>
public sealed class CriticTests
{
    [Fact]
    public void Compare_Batch_GivesItsSlopesAndKeepsTheGradientOfItsLoss()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        var options = new CriticPenaltySpec { Channels = 2, GradientPenalty = 0.7 };
        var shape = new SampleShape(1, 6, 5);
        using var critic = Critic(options, shape, generator);
        var encoded = torch.randn(7, shape.Dimension, generator: generator) + 0.5;
        critic.BeginStep();
        using (var draws = new torch.Generator(9, torch.CPU))
        {
            var (scores, slopes) = critic.Compare(encoded, draws);
            Assert.Equal([7L], scores.shape);
            for (var k = 0; k < shape.Dimension; k += 7)
            {
                var step = torch.zeros(shape.Dimension);
                step[k] = 1e-2f;
                var expected = (Score(critic, shape, encoded + step) - Score(critic, shape, encoded - step)) / 2e-2;
                TensorAssert.Close(expected, slopes[.., k], 1e-4);
            }
        }

        var found = critic.Parameters.Gradients.clone();
        for (var i = 0; i < found.shape[0]; i += 11)
        {
            var expected = (Shifted(i, 1e-2f) - Shifted(i, -1e-2f)) / 2e-2;
            Assert.Equal(expected, found[i].item<float>(), 2e-3 * (1 + Math.Abs(expected)));
        }

        double Shifted(int parameter, float by)
        {
            using var inner = torch.NewDisposeScope();
            using var again = new torch.Generator(9, torch.CPU);
            var value = critic.Parameters.Values[parameter].item<float>();
            critic.Parameters.Values[parameter] = value + by;
            var drawn = torch.randn(encoded.shape, generator: again);
            var loss = Loss(Score(critic, shape, encoded)) + Loss(-Score(critic, shape, drawn))
                + 0.5 * options.GradientPenalty * 0.5 * (SquaredSlope(critic, shape, encoded) + SquaredSlope(critic, shape, drawn));
            critic.Parameters.Values[parameter] = value;
            return loss;
        }
    }

    [Fact]
    public void Update_BatchInParts_IsThatOfTheMeanGradient()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        using var critic = Critic(new CriticPenaltySpec(), SampleShape.Points(2), generator);
        var encoded = torch.randn(8, 2, generator: generator) * 2;
        critic.BeginStep();
        using var draws = new torch.Generator(9, torch.CPU);
        critic.Compare(encoded.narrow(0, 0, 4), draws);
        var first = critic.Parameters.Gradients.clone();
        critic.Compare(encoded.narrow(0, 4, 4), draws);
        var both = critic.Parameters.Gradients.clone();
        Assert.InRange((both - first).abs().max().item<float>(), 1e-4f, float.MaxValue);
        critic.Update(1);
        TensorAssert.Close(both / 2, critic.Parameters.Gradients, 1e-7);
        critic.BeginStep();
        Assert.Equal(0, critic.Parameters.Gradients.abs().max().item<float>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void Measure_ShiftedAndNarrowSamples_ArePulledToThePrior(int side)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(5, torch.CPU);
        var shape = side == 1 ? SampleShape.Points(2) : new SampleShape(1, 8, 8);
        var prior = new DiagonalNormal([.. Enumerable.Range(0, shape.Dimension).Select(k => k % 2 == 0 ? 36f : 1f)]);
        var deviations = torch.tensor(prior.Variances.ToArray()).sqrt();
        using var penalty = new CriticPenalty(new() { Weight = 1, LearningRate = 5e-3 }, Problems.Penalty(prior) with { Shape = shape });
        penalty.Critic.Initialize(generator);
        var (shift, width) = (torch.full(shape.Dimension, 1.5f), torch.full(shape.Dimension, 0.4f));
        var before = Distance(shift, width);
        for (var step = 1; step <= 150; step++)
        {
            using var inner = torch.NewDisposeScope();
            var epsilon = torch.randn(64, shape.Dimension, generator: generator);
            var gradient = Gradient(penalty, (shift + width * epsilon) * deviations, step, generator) * deviations;
            shift.sub_(gradient.sum([0L]) * (0.04 * shape.Dimension));
            width.sub_((gradient * epsilon).sum([0L]) * (0.04 * shape.Dimension));
        }

        Assert.InRange(Distance(shift, width), 0, 0.2 * before);
    }

    private static double Distance(torch.Tensor shift, torch.Tensor width) => (shift.square() + (width - 1).square()).mean().item<float>();

    private static torch.Tensor Gradient(CriticPenalty penalty, torch.Tensor noise, int step, torch.Generator generator)
    {
        var leaf = noise.detach().requires_grad_();
        penalty.BeginStep(step);
        penalty.Measure(new EncodedTensors(leaf, torch.zeros_like(leaf), leaf), generator).Weighted.backward();
        penalty.Critic.Update(step);
        return leaf.grad!;
    }

    private static Critic Critic(CriticPenaltySpec options, SampleShape shape, torch.Generator generator)
    {
        var critic = new Critic(options, shape);
        critic.Initialize(generator);
        return critic;
    }

    private static double Loss(torch.Tensor scores) => torch.nn.functional.softplus(scores.to(torch.float64)).mean().item<double>();

    private static torch.Tensor Score(Critic critic, SampleShape shape, torch.Tensor samples)
    {
        using var unrecorded = torch.no_grad();
        var state = critic.Parameters.Blocks[0].Views(ArenaPart.Values);
        var scores = new CriticModel(shape, channels: 2).Score(state, samples);
        foreach (var view in state)
            view.Dispose();
        return scores;
    }

    private static double SquaredSlope(Critic critic, SampleShape shape, torch.Tensor samples)
    {
        var state = critic.Parameters.Blocks[0].Views(ArenaPart.Values);
        var leaf = samples.detach().requires_grad_();
        var slopes = torch.autograd.grad([new CriticModel(shape, channels: 2).Score(state, leaf).sum()], [leaf])[0];
        foreach (var view in state)
            view.Dispose();
        return slopes.square().sum(1).mean().item<float>();
    }
}
