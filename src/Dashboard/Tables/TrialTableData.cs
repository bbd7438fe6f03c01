using FastOde.Contracts.Results;

namespace FastOde.Dashboard.Tables;

/// <summary>What a table of trials needs beside the trials: which of them the filter lets through, and values of cells.</summary>
public sealed class TrialTableData
{
    private readonly HashSet<int>? matching;
    private readonly Dictionary<string, Dictionary<int, TrialValue>> values;

    private TrialTableData(HashSet<int>? matching, Dictionary<string, Dictionary<int, TrialValue>> values) => (this.matching, this.values) = (matching, values);

    /// <summary>All trials, and no values.</summary>
    public static TrialTableData None { get; } = new(null, []);

    /// <summary>Asks the store for what a request needs, and for nothing where it needs nothing.</summary>
    /// <param name="results">The store.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="filter">Which trials; null for all.</param>
    /// <param name="columns">The columns shown.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FormatException">The filter cannot be understood.</exception>
    public static async Task<TrialTableData> Read(
        IResultQueries results, long experimentId, string? filter, IReadOnlyList<TrialColumn> columns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(results);
        HashSet<int>? matching = filter is null ? null : [.. await results.TrialNumbers(experimentId, filter, cancellationToken)];
        Dictionary<string, Dictionary<int, TrialValue>> values = [];
        foreach (var column in columns.Where(column => column.Kind == TrialColumnKind.Cell))
        {
            // Where two extractors have scored a trial the first of them is shown, as in the filter either counts.
            values[column.Key] = (await results.Values(experimentId, column.Key, cancellationToken))
                .GroupBy(value => value.Number).ToDictionary(group => group.Key, group => group.First());
        }

        return new(matching, values);
    }

    /// <summary>Whether the filter lets a trial through.</summary>
    /// <param name="trial">The trial.</param>
    public bool Has(TrialSummary trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return matching?.Contains(trial.Number) ?? true;
    }

    /// <summary>What a trial came to in a cell; null without an evaluation of it.</summary>
    /// <param name="cell">Key of the column.</param>
    /// <param name="number">Number of the trial.</param>
    public TrialValue? Value(string cell, int number) => values.GetValueOrDefault(cell)?.GetValueOrDefault(number);
}
