using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Methods;

/// <summary>
/// What a network learns, and how: a method draws the conditions of a batch, makes targets and weighs errors, names its
/// losses, and gives what sampling needs. It is found by its spec: a constructor takes that and a <see cref="MethodSetting"/>.
/// </summary>
public abstract class Method
{
    /// <summary>The conditions that the network takes beside a point, in order.</summary>
    public virtual IReadOnlyList<string> Conditions => NetworkConditions.TimeAlone;

    /// <summary>The names under which its losses are reported, each once.</summary>
    public abstract IReadOnlyList<string> LossNames { get; }

    /// <summary>Draws the conditions of a batch.</summary>
    /// <param name="conditions">Receives them, shape [n, conditions].</param>
    /// <param name="generator">The trial's own generator.</param>
    public abstract void DrawConditions(torch.Tensor conditions, torch.Generator generator);

    /// <summary>Prepares to train a network.</summary>
    /// <param name="problem">The network and the batches it will see.</param>
    /// <returns>What measures and differentiates; the caller disposes of it.</returns>
    public abstract MethodLoss CreateLoss(MethodProblem problem);

    /// <summary>What sampling needs: the velocity that a trained network gives.</summary>
    /// <param name="network">The network as a function of points and conditions, the latter in place of time.</param>
    public abstract IDifferentiableVelocityField VelocityField(NetworkVelocityField network);
}
