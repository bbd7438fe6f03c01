using FastOde.Contracts.Results;
using FastOde.Silo.Progress;
using Spectre.Console;

namespace FastOde.Silo.Reports;

/// <summary>Draws comparisons as tables, and lists what did not complete.</summary>
/// <param name="console">Where to.</param>
internal sealed class ComparisonTable(IAnsiConsole console)
{
    /// <summary>A search may try thousands of assignments; its best are what one wants to read.</summary>
    private const int MostRows = 20;

    /// <summary>Draws everything the end of a study has to say.</summary>
    public void Write(ExperimentReport experiment)
    {
        foreach (var comparison in experiment.Comparisons)
        {
            Write(experiment, TableContent.Of(experiment, comparison, MostRows));
            if (experiment.BestTwo(comparison) is { } judgement)
                console.WriteLine($"best two: {judgement}");
        }

        if (experiment.Goals is { AreSeveral: true } goals)
            Write(experiment, TableContent.Front(experiment, goals, MostRows));
        foreach (var taught in experiment.Trials.Where(trial => experiment.Lineages.ContainsKey(trial.Id)).GroupBy(trial => experiment.Lineages[trial.Id].Description))
            console.WriteLine($"{(taught.Count() == 1 ? "trial" : "trials")} {TableContent.Ids([.. taught])} learned from {taught.Key}");

        // A search may prune most of its trials; the comparisons say which.
        foreach (var trial in experiment.Trials.Where(trial => trial.State is not (TrialState.Completed or TrialState.Pruned)))
            console.WriteLine(ProgressText.Ended(trial));
    }

    private void Write(ExperimentReport experiment, TableContent content)
    {
        console.WriteLine();
        console.WriteLine($"experiment {experiment.Summary.Id} {experiment.Summary.Name}: {content.Title}");
        if (content.Lines.Count > 0)
            ReportTable.Write(console, content.Lines);
        foreach (var remark in content.Remarks)
            console.WriteLine(remark);
    }
}
