namespace FastOde.FlowMatching.Solvers.Grids;

/// <summary>Where fixed steps end, as specs name it after a solver: <c>euler/power7</c>.</summary>
/// <param name="Name">The spec name, such as <c>curvature</c>.</param>
public abstract record TimeGrid(string Name)
{
    /// <summary>Whether the grid needs a measured <see cref="BendingProfile"/>.</summary>
    public virtual bool FollowsBending => false;

    /// <summary>Whether the grid needs measured <see cref="EulerCosts"/>.</summary>
    public virtual bool FollowsCosts => false;

    /// <summary>The step boundaries in the order of integration, both ends exact.</summary>
    /// <param name="steps">The step count, at least 1.</param>
    /// <param name="from">The start time.</param>
    /// <param name="to">The end time.</param>
    /// <param name="process">What was measured of the flow; needed where <see cref="FollowsBending"/> or <see cref="FollowsCosts"/>.</param>
    /// <returns>steps + 1 times.</returns>
    public IReadOnlyList<double> Times(int steps, double from, double to, SamplingProcess? process = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if ((FollowsBending && process?.Bending is null) || (FollowsCosts && process?.Costs is null))
            throw new ArgumentNullException(nameof(process), $"The grid '{Name}' needs to know where the trajectories bend.");

        var times = new double[steps + 1];
        (times[0], times[steps]) = (from, to);
        for (var i = 1; i < steps; i++)
            times[i] = Boundary(i, steps, from, to, process ?? new());

        return times;
    }

    /// <summary>The end of step <paramref name="index"/> of <paramref name="steps"/>, strictly between both ends.</summary>
    protected abstract double Boundary(int index, int steps, double from, double to, SamplingProcess process);
}
