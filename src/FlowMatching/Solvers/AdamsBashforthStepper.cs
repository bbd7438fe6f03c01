using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// Integrates the polynomial through the last slopes over a step, whatever the steps' lengths. Until there are enough of
/// them, what it starts with is as accurate as the order needs: nothing for two, a midpoint step for three, and two half
/// steps of Kutta's third-order method for four, which leave the slope between them too.
/// </summary>
internal sealed class AdamsBashforthStepper(int order, torch.Tensor start) : IStepper
{
    private readonly torch.Tensor time = torch.empty([start.shape[0], 1], dtype: start.dtype, device: start.device);
    private readonly torch.Tensor stage = torch.empty_like(start);
    private readonly torch.Tensor[] slopes = [.. Enumerable.Range(0, order).Select(_ => torch.empty_like(start))];
    private readonly double[] times = new double[order];
    private int known;

    /// <inheritdoc/>
    public void Slope(IVelocityField field, torch.Tensor state, StepSpan step, torch.Tensor slope)
    {
        Remember(field, state, step.From);
        if (known == 1 && order == 3)
            Evaluate(field, state, slopes[0], step.Length / 2, step.From + step.Length / 2, slope);
        else if (known == 1 && order == 4)
            TwoHalves(field, state, step, slope);
        else
            Combine(step, slope);
    }

    private void Remember(IVelocityField field, torch.Tensor state, double at)
    {
        var oldest = slopes[^1];
        for (var i = order - 1; i > 0; i--)
            (slopes[i], times[i]) = (slopes[i - 1], times[i - 1]);
        (slopes[0], times[0]) = (oldest, at);
        known = Math.Min(order, known + 1);
        using var velocity = field.Velocity(state, time.fill_(at));
        slopes[0].copy_(velocity);
    }

    private void Combine(StepSpan step, torch.Tensor slope)
    {
        slope.zero_();
        var weights = Weights(step);
        for (var i = 0; i < known; i++)
            slope.add_(slopes[i], weights[i]);
    }

    /// <summary>The mean over the step of each Lagrange polynomial of the known times; two Gauss points are exact to degree 3.</summary>
    private double[] Weights(StepSpan step)
    {
        var weights = new double[known];
        foreach (var place in new[] { 0.5 - Math.Sqrt(3) / 6, 0.5 + Math.Sqrt(3) / 6 })
        {
            var at = step.From + step.Length * place;
            for (var i = 0; i < known; i++)
            {
                var product = 0.5;
                for (var j = 0; j < known; j++)
                {
                    if (j != i)
                        product *= (at - times[j]) / (times[i] - times[j]);
                }

                weights[i] += product;
            }
        }

        return weights;
    }

    private void TwoHalves(IVelocityField field, torch.Tensor state, StepSpan step, torch.Tensor slope)
    {
        var middle = step.From + step.Length / 2;
        ThirdOrder(field, state, new StepSpan(step.From, middle, IsLast: false), slope);
        using var halfway = state + slope * (step.Length / 2);
        Remember(field, halfway, middle);
        using var second = torch.empty_like(slope);
        ThirdOrder(field, halfway, new StepSpan(middle, step.To, step.IsLast), second);
        slope.add_(second).mul_(0.5);
    }

    /// <summary>Kutta's third-order method (1901), the first stage of which is the newest slope.</summary>
    private void ThirdOrder(IVelocityField field, torch.Tensor state, StepSpan step, torch.Tensor slope)
    {
        using var second = torch.empty_like(slope);
        Evaluate(field, state, slopes[0], step.Length / 2, step.From + step.Length / 2, second);
        stage.copy_(state).add_(slopes[0], -step.Length).add_(second, 2 * step.Length);
        using var third = field.Velocity(stage, time.fill_(step.To));
        slope.copy_(slopes[0]).add_(second, 4).add_(third).div_(6);
    }

    private void Evaluate(IVelocityField field, torch.Tensor state, torch.Tensor along, double length, double at, torch.Tensor target)
    {
        stage.copy_(state).add_(along, length);
        using var velocity = field.Velocity(stage, time.fill_(at));
        target.copy_(velocity);
    }
}
