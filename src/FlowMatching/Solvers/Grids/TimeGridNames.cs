using FastOde.FlowMatching.Catalogs;

namespace FastOde.FlowMatching.Solvers.Grids;

/// <summary>Reads the names of time grids.</summary>
public static class TimeGridNames
{
    /// <summary>The names, with 7 for the exponent of a power grid: any from 0.1 to 100 will do.</summary>
    public static IReadOnlyList<string> Known { get; } = [UniformGrid.SpecName, CurvatureGrid.SpecName, RootCurvatureGrid.SpecName, FittedGrid.SpecName, $"{PowerGrid.Prefix}7"];

    /// <summary>The grid of a name.</summary>
    /// <exception cref="InvalidSettingException">There is no such grid; the message names the nearest.</exception>
    public static TimeGrid Find(string name) => name switch
    {
        UniformGrid.SpecName => new UniformGrid(),
        CurvatureGrid.SpecName => new CurvatureGrid(),
        RootCurvatureGrid.SpecName => new RootCurvatureGrid(),
        FittedGrid.SpecName => new FittedGrid(),
        _ when name.StartsWith(PowerGrid.Prefix, StringComparison.Ordinal) => PowerGrid.Parse(name),
        _ => throw new UnknownNameException("time grid", name, Known),
    };
}
