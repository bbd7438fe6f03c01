using FastOde.FlowMatching.Solvers;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>Takes the few trajectories that are stored for pictures.</summary>
internal static class TrajectorySampler
{
    private const int MostPoints = 128;
    private const int MostTimes = 33;

    /// <summary>The first samples at times spread evenly over the steps, both ends among them.</summary>
    public static TrajectorySample Take(SolverSetting setting, Trajectory trajectory)
    {
        using var scope = torch.NewDisposeScope();
        var count = Math.Min(MostTimes, trajectory.Times.Count);
        var kept = Enumerable.Range(0, count).Select(k => k * (long)trajectory.StepCount / (count - 1)).ToArray();
        var points = (int)Math.Min(MostPoints, trajectory.States.shape[1]);
        var states = trajectory.States.narrow(1, 0, points).index_select(0, torch.tensor(kept)).flatten(2);
        var dimension = (int)states.shape[2];
        var numbers = Points.Of(states);
        return new TrajectorySample
        {
            Solver = setting.Solver,
            Number = setting.Number,
            Times = [.. kept.Select(time => (float)trajectory.Times[(int)time])],
            Points =
            [
                .. Enumerable.Range(0, points).Select(point => Enumerable.Range(0, count)
                    .Select(time => numbers.AsSpan((time * points + point) * dimension, dimension).ToArray()).ToArray()),
            ],
        };
    }
}
