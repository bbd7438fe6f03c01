using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers.Grids;

namespace FastOde.FlowMatching.Solvers;

/// <summary>A solver and the time grid of its steps, as specs name them: <c>euler</c>, <c>heun/curvature</c>.</summary>
public sealed record SolverChoice
{
    private SolverChoice(SolverMethod method, TimeGrid grid)
    {
        Method = method;
        Grid = grid;
    }

    /// <summary>The solver.</summary>
    public SolverMethod Method { get; }

    /// <summary>Where its steps end; uniform, and without meaning, for a solver that chooses its own.</summary>
    public TimeGrid Grid { get; }

    /// <summary>The one way to write it; a uniform grid goes unsaid.</summary>
    public string Name => Grid is UniformGrid ? Method.Name : $"{Method.Name}/{Grid.Name}";

    /// <summary>A solver with equal steps.</summary>
    public static SolverChoice Uniform(SolverMethod method) => new(method, new UniformGrid());

    /// <summary>Reads SOLVER or SOLVER/GRID.</summary>
    /// <exception cref="InvalidSettingException">There is no such solver or grid, or they do not go together.</exception>
    public static SolverChoice Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return Uniform(SolverCatalog.Solvers.Find(name));

        var method = SolverCatalog.Solvers.Find(name[..slash]);
        var grid = TimeGridNames.Find(name[(slash + 1)..]);
        return method.IsAdaptive
            ? throw new SettingValueException($"{method.Name} chooses its own steps and takes no time grid; write {method.Name}, not {name}.")
            : new(method, grid);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
