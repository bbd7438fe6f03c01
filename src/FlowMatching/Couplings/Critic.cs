using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.Critic;
using FastOde.FlowMatching.Optimizers;
using FastOde.Specs.Couplings;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>
/// A small network D that learns to tell encoded samples from draws of the prior, both whitened by it, beside the trial's
/// networks and with an optimizer of its own: it lessens E log(1 + exp D(encoded)) + E log(1 + exp -D(prior)) plus
/// γ/2·E|∇D|² over both, so that its best D is the logarithm of prior over aggregate posterior, smoothed by γ.
/// </summary>
/// <remarks>
/// The slope is held down at both kinds of samples (Mescheder, Geiger and Nowozin, 2018: R1 and R2): without that a critic
/// that has won gives no gradients that mean anything, and the game between it and the encoder need not settle.
/// </remarks>
public sealed class Critic : IDisposable
{
    private const string NetworkName = "critic";

    private readonly CriticPenaltySpec spec;
    private readonly CriticModel model;
    private readonly ArenaLeaves leaves;
    private readonly AdamOptimizer optimizer;
    private int parts;
    private double right;

    /// <summary>Builds a critic whose parameters are all zero.</summary>
    /// <param name="spec">Its size and how it learns.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="device">Where it computes; the processor where not given.</param>
    public Critic(CriticPenaltySpec spec, SampleShape shape, ComputeDevice? device = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        this.spec = spec;
        model = new CriticModel(shape, spec.Channels);
        Parameters = new ParameterArena([(NetworkName, model.Shapes)], withAverage: false, device);
        leaves = new ArenaLeaves(Parameters.Block(NetworkName));
        optimizer = new AdamOptimizer(new AdamSpec { LearningRate = spec.LearningRate, Beta1 = 0.5, Beta2 = 0.9 }, Parameters);
    }

    /// <summary>Its parameters and Adam's moments: all of its state.</summary>
    public ParameterArena Parameters { get; }

    /// <summary>The share of this step's samples, encoded and drawn, that it told right; 0.5 is what chance gives.</summary>
    public double Accuracy => parts == 0 ? 0 : right / parts;

    /// <summary>Draws initial parameters.</summary>
    /// <param name="generator">The trial's own generator of weights.</param>
    public void Initialize(torch.Generator generator) => Parameters.Block(NetworkName).Initialize(generator);

    /// <summary>Forgets the gradients and the accuracy of the step before.</summary>
    public void BeginStep()
    {
        leaves.Clear();
        (parts, right) = (0, 0);
    }

    /// <summary>Compares an encoded batch, or a part of one, with as many draws from the prior and keeps the gradient of its own loss.</summary>
    /// <param name="encoded">Encoded samples, whitened by the prior, shape [n, dimension].</param>
    /// <param name="generator">What to draw from.</param>
    /// <returns>D at the encoded samples, shape [n], and its slopes there, [n, dimension]; neither carries gradients.</returns>
    public (torch.Tensor Scores, torch.Tensor Slopes) Compare(torch.Tensor encoded, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        var count = encoded.shape[0];
        var samples = torch.cat([encoded.detach(), torch.randn(encoded.shape, dtype: torch.float32, device: encoded.device, generator: generator)]).requires_grad_();
        var scores = model.Score(leaves.Tensors, samples);
        var slopes = torch.autograd.grad([scores.sum()], [samples], retain_graph: true, create_graph: true)[0];
        var signs = torch.cat([torch.ones(count, device: encoded.device), torch.full(count, -1f, device: encoded.device)]);
        // Twice the mean over both halves is the sum of their means.
        var loss = 2 * torch.nn.functional.softplus(signs * scores).mean() + slopes.square().sum(1).mean() * (0.5 * spec.GradientPenalty);
        Keep(torch.autograd.grad([loss], [.. leaves.Tensors]));
        parts++;
        right += (signs * scores).lt(0).mean([0], type: torch.float64).item<double>();
        return (scores.detach().narrow(0, 0, count).MoveToOuterDisposeScope(), slopes.detach().narrow(0, 0, count).MoveToOuterDisposeScope());
    }

    /// <summary>Takes the step's one optimizer step, by the mean gradient of its parts.</summary>
    /// <param name="step">The step, from 1.</param>
    public void Update(int step)
    {
        Parameters.Gradients.div_(Math.Max(1, parts));
        optimizer.Step(step);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        leaves.Dispose();
        Parameters.Dispose();
    }

    private void Keep(IEnumerable<torch.Tensor> gradients)
    {
        foreach (var (leaf, gradient) in leaves.Tensors.Zip(gradients))
            leaf.grad!.add_(gradient);
    }
}
