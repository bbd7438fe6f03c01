using System.Globalization;
using FastOde.Analysis.Statistics;
using FastOde.Contracts.Results;
using FastOde.Silo.Figures;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;

namespace FastOde.Silo.Exports;

/// <summary>
/// An experiment as one HTML file that needs nothing else: the answer first, then what it rests on. It holds no script, and its
/// policy lets none run.
/// </summary>
/// <param name="detail">The experiment.</param>
/// <param name="report">What its report says.</param>
/// <param name="figures">Its figures.</param>
/// <param name="environments">With what the last attempt of each trial trained, by the trial's id.</param>
internal sealed class HtmlReport(
    ExperimentDetail detail,
    ExperimentReport report,
    IReadOnlyList<DrawnFigure> figures,
    IReadOnlyDictionary<string, AttemptEnvironment> environments)
{
    /// <summary>A page can hold more than a terminal, but nobody reads thousands.</summary>
    private const int MostRows = 200;

    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";
    private readonly HtmlText page = new();

    /// <summary>Reads what is stored of an experiment and draws its figures.</summary>
    /// <param name="queries">Where it is stored.</param>
    /// <param name="detail">The experiment.</param>
    /// <param name="part">Told how many trials are read, and then how many figures are drawn; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<HtmlReport> Read(IResultQueries queries, ExperimentDetail detail, JobPart? part, CancellationToken cancellationToken)
    {
        var report = await ExperimentReport.Read(queries, detail.Summary.Id, cancellationToken);
        Dictionary<string, AttemptEnvironment> environments = [];
        part?.Begin("trials");
        foreach (var (index, trial) in report.Trials.Index().Where(trial => trial.Item.Attempts > 0))
        {
            part?.Report((double)index / report.Trials.Count);
            if ((await queries.Trial(trial.Id, cancellationToken))?.Attempts is [.., { Environment: { } environment }])
                environments[trial.Id] = environment;
        }

        part?.Begin("figures");
        return new HtmlReport(detail, report, await StudyFigures.Draw(report, queries, part, cancellationToken), environments);
    }

    /// <summary>The page.</summary>
    public string Write()
    {
        page.Markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Markup($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n")
            .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Element("title", $"{report.Summary.Name}, experiment {Number(report.Summary.Id)}, FastOde")
            .Markup($"<style>\n{HtmlStyle.Sheet}\n</style>\n</head>\n<body>\n");
        WriteHead();
        page.Markup("<main>\n");
        WriteAnswer();
        WriteComparisons();
        WriteFigures();
        WriteTrials();
        WriteEnvironments();
        Section("spec", "Spec");
        page.Lines(detail.Spec.Source).Markup("</section>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private void WriteHead()
    {
        var summary = report.Summary;
        page.Markup("<header>\n").Element("h1", summary.Name)
            .Element("p", $"Experiment {Number(summary.Id)}: {StateText.Of(summary.State)}, {StateText.Of(summary)} trials")
            .Element("p", string.Join("; ", Moments(summary)), "quiet");
        if (summary.Tags.Count > 0)
            page.Element("p", $"Tags: {string.Join(", ", summary.Tags)}", "quiet");
        foreach (var line in detail.Notes.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0))
            page.Element("p", line);
        page.Markup("<nav aria-label=\"Parts\"><a href=\"#answer\">Answer</a><a href=\"#comparisons\">Comparisons</a><a href=\"#figures\">Figures</a>")
            .Markup("<a href=\"#trials\">Trials</a><a href=\"#environment\">Environment</a><a href=\"#spec\">Spec</a></nav>\n</header>\n");
    }

    private static IEnumerable<string> Moments(ExperimentSummary summary)
    {
        yield return $"submitted {MomentText.Of(summary.CreatedAt)}{(summary.SubmittedBy is { } user ? $" by {user}" : "")}";
        if (summary.EndedAt is { } ended)
            yield return $"ended {MomentText.Of(ended)}";
    }

    private void WriteAnswer()
    {
        Section("answer", "Answer");
        page.Element("p", Answer(), "answer");
        if (report.Summary.Objective is { } objective)
            page.Element("p", $"Objective: {StateText.Of(objective)}.", "quiet");
        if (!report.Summary.IsSettled)
            page.Element("p", "The experiment has not ended: this may change.", "quiet");
        if (report.Goals is { AreSeveral: true } goals)
            WriteTable(TableContent.Front(report, goals, MostRows));
        List<string> verdicts = [.. report.Comparisons.Select(report.BestTwo).OfType<string>()];
        if (verdicts.Count > 0)
        {
            page.Element("h3", "Verdicts on the best two").Markup("<ul>\n");
            foreach (var verdict in verdicts)
                page.Element("li", verdict);
            page.Markup("</ul>\n");
        }

        page.Markup("</section>\n");
    }

    /// <summary>The one sentence that a reader looks for.</summary>
    private string Answer()
    {
        if (report.Evaluations.Count == 0)
            return "Nothing has been evaluated yet.";
        if (report.Goals is not { } goals)
            return "The spec names no objective: the comparisons say which assignment is better in what.";
        if (report.Ranking is not [var best, ..])
            return goals.Demands.Count > 0 ? "No assignment has a value of the objective and meets every demand." : "No assignment has a value of the objective.";
        var trials = report.Groups.Trials(best);
        var counted = trials.Where(trial => trial.EndedEarly is null).ToList();
        var spread = Spread.OfFinite(counted.Select(trial => trial.ObjectiveValue))!;
        return $"{report.Groups.Labels[best]} is best in {goals.First.Title}{(goals.AreSeveral ? " of the front below" : "")}: {SpreadText.Of(spread)}, {(spread.Count == 1 ? "one seed" : $"mean over {Number(spread.Count)} seeds")} ({(trials.Count == 1 ? "trial" : "trials")} {TableContent.Ids(trials)}).";
    }

    private void WriteComparisons()
    {
        Section("comparisons", "Comparisons");
        foreach (var comparison in report.Comparisons)
            WriteTable(TableContent.Of(report, comparison, MostRows));
        if (report.Comparisons.Count == 0)
            page.Element("p", "Nothing has been evaluated yet.", "quiet");
        page.Markup("</section>\n");
    }

    private void WriteTable(TableContent content)
    {
        page.Element("h3", content.Title);
        if (content.Lines.Count > 0)
            page.Table(content.Title, content.Lines, TableContent.IsBest);
        foreach (var remark in content.Remarks)
            page.Element("p", remark, "quiet");
    }

    private void WriteFigures()
    {
        Section("figures", "Figures");
        foreach (var (place, figure) in figures.Index().Where(figure => !figure.Item.IsOneOfSeveral))
            WriteFigure(figure, place);
        page.Markup("<div class=\"pictures\">\n");
        foreach (var (place, figure) in figures.Index().Where(figure => figure.Item.IsOneOfSeveral))
            WriteFigure(figure, place);
        page.Markup("</div>\n");
        if (figures.Count == 0)
            page.Element("p", "There is nothing to draw.", "quiet");
        page.Markup("</section>\n");
    }

    private void WriteFigure(DrawnFigure figure, int place)
    {
        page.Markup("<figure>").Markup(InlineSvg.Of(figure, place)).Markup("<figcaption>\n").Element("p", figure.Caption);
        foreach (var note in figure.Notes)
            page.Element("p", note);
        page.Markup("</figcaption></figure>\n");
    }

    private void WriteTrials()
    {
        Section("trials", "Trials");
        if (report.Trials.Count > 0)
            page.Table("Trials", TrialLines.Of(report.Summary, report.Trials), TableContent.IsBest);
        List<TrialSummary> said = [.. report.Trials.Where(trial => trial.Message is not null)];
        foreach (var trial in said)
            page.Element("p", $"{trial.Id}: {trial.Message}", "quiet");
        page.Markup("</section>\n");
    }

    private void WriteEnvironments()
    {
        Section("environment", "Environment");
        foreach (var alike in report.Trials.Where(trial => environments.ContainsKey(trial.Id)).GroupBy(trial => environments[trial.Id]))
        {
            page.Element("h3", $"Trained with, {Amount.Of(alike.Count(), "trial")}: {TableContent.Ids([.. alike])}").Markup("<div class=\"facts\">")
                .Table("Environment", [["what", "value"], .. alike.Key.Facts.Select(fact => new[] { fact.Name, fact.Value })]).Markup("</div>\n");
        }

        if (environments.Count == 0)
            page.Element("p", "Not recorded: nothing has trained, or an earlier version trained it.", "quiet");
        page.Markup("</section>\n");
    }

    private void Section(string id, string title) => page.Markup($"<section id=\"{id}\">\n").Element("h2", title);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
