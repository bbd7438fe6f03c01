namespace FastOde.Analysis.Measurements;

/// <summary>
/// All that an experiment optimises and demands, read from the texts of its spec. A trial has one value for each: that of the first
/// objective, and its other values, those of further objectives and then those of demands.
/// </summary>
public sealed record Goals
{
    private Goals(IReadOnlyList<Objective> objectives, IReadOnlyList<Demand> all)
    {
        Objectives = objectives;
        Gate = objectives.Any(objective => objective.IsLeastNfe) ? all.FirstOrDefault(demand => demand is { Cell.Cell: null, Kind: not DemandKind.NearBest }) : null;
        Demands = [.. all.Where(demand => !ReferenceEquals(demand, Gate))];
    }

    /// <summary>The objectives, at least one; the first is the one that tables and lists show.</summary>
    public IReadOnlyList<Objective> Objectives { get; }

    /// <summary>The demands on trials.</summary>
    public IReadOnlyList<Demand> Demands { get; }

    /// <summary>What a cell must meet for its NFE to count in an objective <c>nfe</c> without a cell; null where there is none.</summary>
    public Demand? Gate { get; }

    /// <summary>The first objective.</summary>
    public Objective First => Objectives[0];

    /// <summary>Whether there is more than one objective, so that trials have fronts instead of an order.</summary>
    public bool AreSeveral => Objectives.Count > 1;

    /// <summary>Reads what a spec writes. Demands that are none are left out; specs that were read and validated have none of these.</summary>
    /// <param name="metric">The first objective.</param>
    /// <param name="maximize">Whether more of it is better.</param>
    /// <param name="also">The further objectives.</param>
    /// <param name="where">The demands.</param>
    public static Goals Of(string metric, bool maximize, IEnumerable<string> also, IEnumerable<string> where) =>
        new([Objective.Of(metric, maximize), .. also.Select(Objective.Read)], [.. where.Select(Demand.Parse).OfType<Demand>()]);

    /// <summary>The value of the first objective in one evaluation; null without such a cell or a finite value.</summary>
    /// <param name="evaluation">Rows of one trial at one step, solvers in the order of the spec.</param>
    public double? ValueIn(IEnumerable<IMeasurement> evaluation) => Value(First, [.. evaluation]);

    /// <summary>The other values in one evaluation, null where there is no finite one.</summary>
    /// <param name="evaluation">Rows of one trial at one step, solvers in the order of the spec.</param>
    public IReadOnlyList<double?> OthersIn(IEnumerable<IMeasurement> evaluation)
    {
        List<IMeasurement> rows = [.. evaluation];
        return [.. Objectives.Skip(1).Select(objective => Value(objective, rows)), .. Demands.Select(demand => demand.Cell.ValueIn(rows))];
    }

    /// <summary>The values of all objectives of a trial.</summary>
    /// <param name="value">That of the first.</param>
    /// <param name="others">Its other values.</param>
    /// <returns>A value for each objective; null where one is missing or not finite.</returns>
    public IReadOnlyList<double>? Point(double? value, IReadOnlyList<double?> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        List<double?> values = [value, .. others.Take(Objectives.Count - 1)];
        return values.Count == Objectives.Count && values.TrueForAll(number => number is { } finite && double.IsFinite(finite)) ? [.. values.Select(number => number!.Value)] : null;
    }

    /// <summary>By how much each of some trials misses the demands, all together; 0 for one that meets them.</summary>
    /// <param name="others">The other values of each trial; the best that a demand is near to is the best of these.</param>
    public IReadOnlyList<double> Violations(IReadOnlyList<IReadOnlyList<double?>> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        var sums = new double[others.Count];
        for (var place = 0; place < Demands.Count; place++)
        {
            var (demand, index) = (Demands[place], Objectives.Count - 1 + place);
            List<double?> values = [.. others.Select(own => index < own.Count ? own[index] : null)];
            var best = demand.Cell.Maximize ? values.Max() : values.Min();
            for (var trial = 0; trial < sums.Length; trial++)
                sums[trial] += demand.Violation(values[trial], best);
        }

        return sums;
    }

    /// <summary>Things by the first objective, the best first: those that meet all demands, then those that miss them by little; those without a value come last.</summary>
    /// <param name="items">The things.</param>
    /// <param name="value">The value of the first objective of one.</param>
    /// <param name="others">The other values of one.</param>
    public IEnumerable<T> BestFirst<T>(IEnumerable<T> items, Func<T, double?> value, Func<T, IReadOnlyList<double?>> others)
    {
        if (Demands.Count == 0)
            return First.BestFirst(items, value);
        List<T> all = [.. items];
        var violations = Violations([.. all.Select(others)]);
        return First.BestFirst(Enumerable.Range(0, all.Count), index => value(all[index]))
            .OrderBy(index => value(all[index]) is null ? double.PositiveInfinity : violations[index]).Select(index => all[index]);
    }

    private double? Value(Objective objective, IReadOnlyList<IMeasurement> rows)
    {
        if (!objective.IsLeastNfe || Gate is not { } gate)
            return objective.ValueIn(rows);
        return rows.Where(row => gate.Cell.Names(row.Metric) && double.IsFinite(row.Value) && gate.Violation(row.Value, null) <= 0).Min(row => (double?)row.Nfe);
    }
}
