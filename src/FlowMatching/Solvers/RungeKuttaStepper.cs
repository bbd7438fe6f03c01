using FastOde.FlowMatching.Fields;
using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>Steps by a Butcher tableau; an embedded error estimate is ignored.</summary>
internal sealed class RungeKuttaStepper(RungeKuttaMethod method, torch.Tensor start) : IStepper
{
    private readonly torch.Tensor stage = torch.empty_like(start);
    private readonly torch.Tensor time = torch.empty([start.shape[0], 1], dtype: start.dtype, device: start.device);

    public void Slope(IVelocityField field, torch.Tensor state, StepSpan step, torch.Tensor slope)
    {
        var tableau = step.IsLast ? method.LastStep ?? method.Tableau : method.Tableau;
        var slopes = new torch.Tensor[tableau.SolutionStages];
        slope.zero_();
        for (var i = 0; i < slopes.Length; i++)
        {
            stage.copy_(state);
            for (var j = 0; j < i; j++)
                Accumulate(stage, slopes[j], step.Length * tableau.Coefficients[i][j]);

            // Exactly the end for c = 1: rounding must not carry a time outside [0, 1].
            time.fill_(tableau.Nodes[i] == 1 ? step.To : step.From + step.Length * tableau.Nodes[i]);
            slopes[i] = field.Velocity(stage, time);
            Accumulate(slope, slopes[i], tableau.Weights[i]);
        }
    }

    private static void Accumulate(torch.Tensor sum, torch.Tensor term, double factor)
    {
        if (factor != 0)
            sum.add_(term, factor);
    }
}
