using FastOde.Analysis.Measurements;
using FastOde.Specs;

namespace FastOde.Dashboard.Tables;

/// <summary>The columns that a table of trials can have between its first, the trial, and its last, the objective.</summary>
public static class TrialColumns
{
    /// <summary>Key of the first column.</summary>
    public const string Number = "number";

    /// <summary>Key of the last column.</summary>
    public const string Objective = "objective";

    /// <summary>Key of the seed.</summary>
    public const string Seed = "seed";

    /// <summary>Key of the state.</summary>
    public const string State = "state";

    /// <summary>Key of the steps done.</summary>
    public const string Step = "step";

    /// <summary>Key of the rate.</summary>
    public const string Rate = "rate";

    /// <summary>Key of the evaluations of networks in training.</summary>
    public const string Evaluations = "evaluations";

    /// <summary>Key of the number of attempts.</summary>
    public const string Attempts = "attempts";

    /// <summary>Key of the slot.</summary>
    public const string Slot = "slot";

    /// <summary>Key of the first attempt's start.</summary>
    public const string Started = "started";

    /// <summary>Key of the end.</summary>
    public const string Ended = "ended";

    /// <summary>Key of the checksum of the weights.</summary>
    public const string Weights = "weights";

    private static readonly TrialColumn[] OfTrials =
    [
        new(Seed, "Seed", TrialColumnKind.Trial),
        new(State, "State", TrialColumnKind.Trial),
        new(Step, "Step", TrialColumnKind.Trial),
        new(Rate, "it/s", TrialColumnKind.Trial),
        new(Evaluations, "Evaluations", TrialColumnKind.Trial),
        new(Attempts, "Attempts", TrialColumnKind.Trial),
        new(Weights, "Weights", TrialColumnKind.Trial),
        new(Slot, "Slot", TrialColumnKind.Trial),
        new(Started, "Started", TrialColumnKind.Trial),
        new(Ended, "Ended", TrialColumnKind.Trial),
    ];

    private static readonly string[] OfTraining = [Step, Rate, Evaluations, Weights];
    private static readonly string[] Unusual = [Evaluations, Slot, Started, Ended];

    /// <summary>All columns of an experiment, those that are usual first.</summary>
    /// <param name="keys">Keys of the search that occur, in its order.</param>
    /// <param name="trial">What its trials do.</param>
    public static IReadOnlyList<TrialColumn> All(IReadOnlyList<string> keys, TrialSpec trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var trains = trial.Function is null;
        return
        [
            .. keys.Select(key => new TrialColumn(key, key, TrialColumnKind.Parameter)),
            .. OfTrials.Where(column => trains || !OfTraining.Contains(column.Key)),
            .. trains ? Cells(trial.Evaluation) : [],
        ];
    }

    /// <summary>Those of all columns that a request asks for, in its order; the usual ones where it asks for none.</summary>
    /// <param name="all">All columns.</param>
    /// <param name="request">What is asked.</param>
    public static IReadOnlyList<TrialColumn> Chosen(IReadOnlyList<TrialColumn> all, TrialTableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var chosen = request.Columns is { } keys
            ? keys.Distinct().Select(key => all.FirstOrDefault(column => column.Key == key)).OfType<TrialColumn>()
            : all.Where(column => column.Kind == TrialColumnKind.Parameter || (column.Kind == TrialColumnKind.Trial && !Unusual.Contains(column.Key)));
        return [.. chosen.Where(column => !request.IsGrouped || column.IsOfAssignments)];
    }

    private static IEnumerable<TrialColumn> Cells(EvaluationSpec evaluation) =>
        from metric in evaluation.Metrics
        from solver in evaluation.Solvers
        from number in solver.Numbers
        let cell = $"{metric}@{new EvaluationCell(solver.Name, number)}"
        select new TrialColumn(cell, cell, TrialColumnKind.Cell);
}
