using TorchSharp;

namespace FastOde.FlowMatching.Methods.FlowMaps;

/// <summary>The samples of a batch that are off the diagonal, and the network on them; nothing of it is differentiated.</summary>
/// <param name="Problem">The network.</param>
/// <param name="Points">x_t, shape [m, dimension].</param>
/// <param name="Times">t, shape [m, 1].</param>
/// <param name="Steps">d = t - r, shape [m, 1].</param>
/// <param name="Velocities">v_c = noise - data of each pair, shape [m, dimension].</param>
public sealed record MapRows(MethodProblem Problem, torch.Tensor Points, torch.Tensor Times, torch.Tensor Steps, torch.Tensor Velocities)
{
    /// <summary>The network u(x, t, d).</summary>
    /// <param name="points">x, shape [m, dimension].</param>
    /// <param name="times">t, shape [m, 1].</param>
    /// <param name="steps">d, shape [m, 1].</param>
    /// <param name="averaged">Whether the moving average of the weights computes.</param>
    public torch.Tensor AverageVelocity(torch.Tensor points, torch.Tensor times, torch.Tensor steps, bool averaged = false) =>
        Problem.Network.Evaluate(Problem.Parameters, points.contiguous(), torch.cat([times, steps], 1), averaged);

    /// <summary>The network's own velocity u(x, t, 0) at x_t.</summary>
    public torch.Tensor Diagonal() => AverageVelocity(Points, Times, torch.zeros_like(Steps));

    /// <summary>The velocity at points: a teacher's where there is one, else the network's own.</summary>
    /// <param name="points">x, shape [m, dimension].</param>
    /// <param name="times">t, shape [m, 1].</param>
    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor times) =>
        Problem.Teacher?.Velocity(points, times) ?? AverageVelocity(points, times, torch.zeros_like(Steps));

    /// <summary>v_c - d·u̇, which u is compared with by mean flows: v_c is a part of it.</summary>
    /// <param name="tangent">The direction of x along which u is differentiated, shape [m, dimension].</param>
    public MapTarget MeanFlow(torch.Tensor tangent) => new(Velocities - Steps * Derivative(tangent), HasVelocity: true);

    /// <summary>u̇, the derivative of u(x, t, t - r) along (tangent, 1) in (x, t) with r held, so that d grows with t.</summary>
    /// <param name="tangent">The direction of x, shape [m, dimension].</param>
    public torch.Tensor Derivative(torch.Tensor tangent)
    {
        var conditions = torch.cat([Times, Steps], 1);
        return Problem.Network.DifferentiateAlong(
            Problem.Parameters, Points.contiguous(), conditions, averaged: false, tangent.contiguous(), torch.ones_like(conditions));
    }

    /// <summary>The average velocity of two steps of half the length, one after the other: what u(x, t, d) is of an exact map.</summary>
    /// <param name="averaged">Whether the moving average of the weights computes.</param>
    public torch.Tensor OfTwoHalves(bool averaged = false)
    {
        var half = Steps / 2;
        var first = AverageVelocity(Points, Times, half, averaged);
        var second = AverageVelocity(Points - half * first, Times - half, half, averaged);
        return (first + second) / 2;
    }
}
