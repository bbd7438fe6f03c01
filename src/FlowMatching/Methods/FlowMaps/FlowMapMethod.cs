using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.FlowMaps;

/// <summary>
/// Learns the average velocity u(x, t, d) of the flow over a step from t to r = t - d, on the straight path. On the diagonal,
/// d = 0 or the smallest step, it matches v_c = noise - data as flow matching does; elsewhere such methods differ.
/// </summary>
/// <param name="setting">Times, loss, and what teaches an encoder.</param>
public abstract class FlowMapMethod(MethodSetting setting) : Method
{
    /// <summary>Mean squared error of the samples off the diagonal, per data dimension, whatever the loss makes of it.</summary>
    public const string MapLossName = "flowMapLoss";

    private static readonly string[] Names = [VelocityMethod.LossName, MapLossName];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Conditions => NetworkConditions.TimeAndStep;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> LossNames => Names;

    /// <summary>The step at which u is the velocity.</summary>
    public virtual double Diagonal => 0;

    /// <summary>The most steps from noise to data that it learns; null where there is no bound.</summary>
    public virtual int? MostSteps => null;

    /// <summary>Whether u on the diagonal matches a teacher's velocity instead of v_c.</summary>
    public virtual bool HasTeacher => false;

    /// <summary>What the trial says beside the method's keys.</summary>
    protected MethodSetting Setting => setting;

    /// <summary>Makes the target of samples off the diagonal.</summary>
    /// <param name="rows">The samples, at least one.</param>
    public abstract MapTarget Target(MapRows rows);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The method has a teacher, and the problem none, or the other way round.</exception>
    public sealed override MethodLoss CreateLoss(MethodProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return HasTeacher == (problem.Teacher is not null)
            ? new FlowMapLoss(problem, setting, this)
            : throw new ArgumentException("The method and its data differ in whether there is a teacher.", nameof(problem));
    }

    /// <inheritdoc/>
    public sealed override IDifferentiableVelocityField VelocityField(NetworkVelocityField network) => new FlowMapField(network, Diagonal, MostSteps);

    /// <summary>
    /// Draws t and d: of the share of samples, spread evenly over the batch, the larger of two draws and their difference;
    /// of the others one draw, and 0.
    /// </summary>
    /// <param name="conditions">Receives them, shape [n, 2].</param>
    /// <param name="share">The share off the diagonal.</param>
    /// <param name="generator">The trial's own generator.</param>
    protected void DrawPairs(torch.Tensor conditions, double share, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        using var scope = torch.NewDisposeScope();
        var pairs = torch.empty_like(conditions);
        setting.Times.Draw(pairs, setting.Path.MinimumTime, generator);
        var first = pairs.narrow(1, 0, 1);
        var second = pairs.narrow(1, 1, 1);
        var off = Spread(conditions, share);
        conditions.narrow(1, 0, 1).copy_(torch.where(off, torch.maximum(first, second), first));
        conditions.narrow(1, 1, 1).copy_((first - second).abs_() * off);
    }

    /// <summary>Marks a share of the samples, spread evenly, so that every part of a batch has its share; shape [n, 1].</summary>
    /// <param name="like">A tensor of the batch.</param>
    /// <param name="share">From 0 to 1.</param>
    protected static torch.Tensor Spread(torch.Tensor like, double share)
    {
        ArgumentNullException.ThrowIfNull(like);
        // A little more than the share, so that rounding does not lose the last sample of a whole one.
        var marks = Enumerable.Range(0, (int)like.shape[0]).Select(i => Math.Floor((i + 1) * share + 1e-9) > Math.Floor(i * share + 1e-9)).ToArray();
        return torch.tensor(marks, device: like.device).unsqueeze(1);
    }
}
