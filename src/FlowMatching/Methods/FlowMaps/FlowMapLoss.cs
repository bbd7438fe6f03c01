using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Methods.Losses;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.FlowMaps;

/// <summary>
/// The loss of a <see cref="FlowMapMethod"/> on one network. What is compared is u of every sample, or, where the target
/// says so, ∂X_{t→r}/∂r by the central difference of two evaluations: X = x - d·u and ∂d/∂r = -1, so it is
/// ((d+h)·u(d+h) - (d-h)·u(d-h))/2h, through both of which the gradient goes.
/// </summary>
/// <param name="problem">The network and its batches.</param>
/// <param name="setting">Loss, and what teaches an encoder.</param>
/// <param name="method">Makes the targets.</param>
internal sealed class FlowMapLoss(MethodProblem problem, MethodSetting setting, FlowMapMethod method) : MethodLoss
{
    private const double DifferenceStep = 0.01;

    private readonly BatchError measure = new(setting.Loss, problem.Dimension);
    private readonly double[] losses = new double[2];
    private readonly List<torch.Tensor> kept = [];
    private torch.Tensor? times;
    private torch.Tensor? outputGradient;
    private torch.Tensor? velocityGradient;
    private torch.Tensor? teaches;
    private torch.Tensor? off;

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Losses => losses;

    /// <inheritdoc/>
    public override TimeBins ByTime { get; } = new();

    /// <inheritdoc/>
    public override double Measure(torch.Tensor conditions, torch.Tensor data, torch.Tensor noise)
    {
        using var scope = torch.NewDisposeScope();
        Forget();
        var (time, step) = (conditions.narrow(1, 0, 1), conditions.narrow(1, 1, 1));
        var velocity = noise - data;
        var points = data + time * velocity;
        var isOff = step > 1.5 * method.Diagonal;
        off = isOff.flatten().nonzero().flatten();
        times = Keep(time.clone());
        var target = off.shape[0] == 0 ? null : method.Target(new MapRows(problem, Off(points), Off(time), Off(step), Off(velocity)));
        off = target is null ? null : Keep(off);

        var (prediction, spread) = Predict(points, conditions, target);
        var matched = problem.Teacher?.Velocity(points, time) ?? velocity;
        var wanted = target is null ? matched : matched.index_copy(0, off!, target.Target);
        var error = prediction - wanted;
        var weight = target?.Weight is { } weights ? torch.ones_like(time).index_copy_(0, off!, weights) : null;
        if (weight is not null)
            error *= weight;
        var (value, gradient) = measure.Measure(error);
        if (weight is not null)
            gradient *= weight;
        outputGradient = Keep(spread(gradient));
        velocityGradient = Keep(VelocityShare(gradient, isOff, target));
        teaches = setting.EncoderFromDiagonal && target is not null ? Keep(DiagonalAlone(isOff, time)) : null;
        Record(TensorMemory.Span(time.to(torch.float32).contiguous().cpu()), isOff.cpu().data<bool>().ToArray());
        return value;
    }

    /// <inheritdoc/>
    public override void Backward(torch.Tensor? noiseGradient)
    {
        using var scope = torch.NewDisposeScope();
        if (noiseGradient is null)
        {
            problem.Network.Backward(problem.Parameters, outputGradient!, pointGradient: null);
            return;
        }

        // The encoder is taught by x_t, which moves with t of the noise, and by v_c where it is a part of the target.
        var points = torch.zeros([outputGradient!.shape[0], problem.Dimension], dtype: noiseGradient.dtype, device: noiseGradient.device);
        problem.Network.Backward(problem.Parameters, outputGradient, points);
        var count = noiseGradient.shape[0];
        noiseGradient.copy_(points.narrow(0, 0, count));
        if (points.shape[0] > count)
            noiseGradient.index_add_(0, off!, points.narrow(0, count, points.shape[0] - count), 1);
        noiseGradient.mul_(times!).sub_(velocityGradient!);
        if (teaches is not null)
            noiseGradient.mul_(teaches);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Forget();
        base.Dispose(disposing);
    }

    /// <summary>What is compared, and how its gradient spreads over the rows of the network's batch.</summary>
    private (torch.Tensor Prediction, Func<torch.Tensor, torch.Tensor> Spread) Predict(torch.Tensor points, torch.Tensor conditions, MapTarget? target)
    {
        if (target is not { ComparesEnds: true })
            return (problem.Network.Forward(problem.Parameters, points.contiguous(), conditions.contiguous()), gradient => gradient.contiguous());
        var count = points.shape[0];
        var step = Off(conditions.narrow(1, 1, 1));
        var (ahead, behind) = (step + DifferenceStep, step - DifferenceStep);
        var (aheadShare, behindShare) = (ahead / (2 * DifferenceStep), behind / (2 * DifferenceStep));
        var time = Off(conditions.narrow(1, 0, 1));
        var own = conditions.index_copy(0, off!, torch.cat([time, ahead], 1));
        var output = problem.Network.Forward(
            problem.Parameters, torch.cat([points, Off(points)], 0), torch.cat([own, torch.cat([time, behind], 1)], 0));
        var (first, second) = (output.narrow(0, 0, count), output.narrow(0, count, output.shape[0] - count));
        var prediction = first.index_copy(0, off!, Off(first) * aheadShare - second * behindShare);
        return (prediction, gradient => torch.cat([gradient.index_copy(0, off!, Off(gradient) * aheadShare), Off(gradient) * -behindShare], 0));
    }

    /// <summary>The gradient of the samples whose target has v_c in it: no target has where a teacher gives the velocity.</summary>
    private torch.Tensor VelocityShare(torch.Tensor gradient, torch.Tensor isOff, MapTarget? target)
    {
        if (problem.Teacher is not null)
            return torch.zeros_like(gradient);
        return target is null or { HasVelocity: true } ? gradient : gradient * isOff.logical_not();
    }

    /// <summary>Weights under which the encoder sees the mean over the diagonal, as flow matching would show it.</summary>
    private static torch.Tensor DiagonalAlone(torch.Tensor isOff, torch.Tensor like)
    {
        var on = isOff.logical_not().to(like.dtype);
        return on * (on.shape[0] / on.sum().clamp_min(1));
    }

    private torch.Tensor Off(torch.Tensor rows) => rows.index_select(0, off!);

    private void Record(ReadOnlySpan<float> at, bool[] isOff)
    {
        ByTime.Clear();
        Span<double> sums = stackalloc double[2], counts = stackalloc double[2];
        for (var i = 0; i < isOff.Length; i++)
        {
            var kind = isOff[i] ? 1 : 0;
            sums[kind] += measure.Squares[i];
            counts[kind]++;
            if (kind == 0)
                ByTime.Add(at[i], measure.Squares[i]);
        }

        for (var kind = 0; kind < 2; kind++)
            losses[kind] = counts[kind] == 0 ? 0 : sums[kind] / counts[kind];
    }

    private torch.Tensor Keep(torch.Tensor tensor)
    {
        kept.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }

    private void Forget()
    {
        foreach (var tensor in kept)
            tensor.Dispose();
        kept.Clear();
    }
}
