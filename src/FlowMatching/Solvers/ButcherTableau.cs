namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// An explicit Runge–Kutta method as data: stage slopes k_i = v(x + h·Σ_j a_ij·k_j, t + c_i·h) and the step
/// x + h·Σ_i b_i·k_i (Hairer, Nørsett and Wanner, "Solving Ordinary Differential Equations I", ch. II.1).
/// </summary>
public sealed record ButcherTableau
{
    /// <summary>c: where in the step each stage is evaluated, from 0 to 1; the first is 0.</summary>
    public required IReadOnlyList<double> Nodes { get; init; }

    /// <summary>a: row i has i entries, the shares of the earlier stages in the point of stage i.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Coefficients { get; init; }

    /// <summary>b: the stages' shares in the step; they sum to 1.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The global error falls like the step size to this power.</summary>
    public required int Order { get; init; }

    /// <summary>Shares of a second, less accurate solution whose difference from the first estimates the error.</summary>
    public IReadOnlyList<double>? EmbeddedWeights { get; init; }

    /// <summary>The order of the embedded solution; 0 where there is none.</summary>
    public int EmbeddedOrder { get; init; }

    /// <summary>All stages, including those that only the embedded solution uses.</summary>
    public int Stages => Nodes.Count;

    /// <summary>The stages that a step without error estimate has to evaluate.</summary>
    public int SolutionStages
    {
        get
        {
            var stages = Stages;
            while (Weights[stages - 1] == 0)
                stages--;

            return stages;
        }
    }

    /// <summary>Whether the last stage stands at the step's end, so that it serves as the next step's first.</summary>
    public bool FirstSameAsLast => Nodes[^1] == 1 && Weights[^1] == 0 && Coefficients[^1].SequenceEqual(Weights.SkipLast(1));
}
