using System.Text.RegularExpressions;
using FastOde.Contracts.Results;
using FastOde.Silo.Exports;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Silo.Tests.Exports;

public sealed partial class HtmlReportTests
{
    private const string Evil = "<script>alert(1)</script>\"'&\u202e";
    private readonly FakeResults results = new();

    [Fact]
    public async Task Write_Study_SaysTheAnswerFirst()
    {
        Study();

        var page = await Page();

        Assert.Contains("learned is best in W2 at euler-4: 1.02 ± ", page, StringComparison.Ordinal);
        Assert.Contains("mean over 2 seeds (trials 1-3 1-4).", page, StringComparison.Ordinal);
        Assert.Contains("learned is better than independent in W2 at euler-4", page, StringComparison.Ordinal);
        int[] places = [.. ((string[])["Experiment 1: completed, 4 of 4 trials", "id=\"answer\"", "id=\"comparisons\"", "id=\"figures\"", "id=\"trials\"", "id=\"environment\"", "id=\"spec\"", "name: as written"]).Select(part => page.IndexOf(part, StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task Write_Study_MarksTheBestAsTheTerminalDoes()
    {
        Study();

        var page = await Page();

        Assert.Matches("""<th scope="row">learned</th><td>2</td><td class="best">1\.02 ± [0-9.]+ •</td>""", page);
        Assert.Matches("""<th scope="row">independent</th><td>2</td><td>5\.02 ± [0-9.]+</td>""", page);
        Assert.Contains("• best of its column, or not to be told from it", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Study_DrawsFiguresWhoseIdsAreTheirOwnAndWhoseColoursFollowThePage()
    {
        Study();
        results.Profiles.AddRange(results.Trials.Select(trial => new CurvatureProfile { TrialId = trial.Id, Step = 1000, Bins = [0.3, 0.2, 0.1] }));
        results.Sets.AddRange([Sample.Trajectories("1-1", 0, 1, 2, 3), Sample.Trajectories("1-3", 0, 1, 2, 3)]);

        var page = await Page();

        Assert.Equal(4, Figures().Count(page));
        Assert.Contains("W2 against NFE by euler; step 1,000", page, StringComparison.Ordinal);
        Assert.Contains("Curvature over time; step 1,000", page, StringComparison.Ordinal);
        Assert.Contains("Trajectories of learned; trial 1-3, seed 0", page, StringComparison.Ordinal);
        var ids = Ids().Matches(page).Select(match => match.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.DoesNotContain("rgb(", page, StringComparison.Ordinal);
        Assert.Contains("@media screen and (prefers-color-scheme: dark)", page, StringComparison.Ordinal);
        Assert.Contains("@media print", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Study_NamesWithWhatTrialsTrained()
    {
        Study();
        AttemptEnvironment environment = new() { Version = "0.1.0+abc", Torch = "2.7", Runtime = "10", System = "Debian", Processor = "a processor", Device = "cpu", Threads = 3 };
        results.Details.AddRange(results.Trials.Select(Sample.Detail).Select(detail => detail with { Attempts = [detail.Attempts[0] with { Environment = environment }] }));

        var page = await Page();

        Assert.Contains("Trained with, 4 trials: 1-1 … 1-4", page, StringComparison.Ordinal);
        Assert.Contains("""<th scope="row">processor</th><td>a processor</td>""", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_SeveralObjectives_HasTheirFront()
    {
        Study(new ObjectiveSpec { Metric = "wasserstein2@euler-4", Also = ["curvature"] }, trial => trial with { OtherValues = [trial.Id is "1-1" or "1-2" ? 0.1 : 0.9] });

        var page = await Page();

        Assert.Contains("front of W2 at euler-4 and Curvature, 2 of 2 assignments", page, StringComparison.Ordinal);
        Assert.Contains("learned is best in W2 at euler-4 of the front below: 1.02 ± ", page, StringComparison.Ordinal);
        Assert.Contains("hypervolume", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_NothingEvaluated_SaysSo()
    {
        results.Experiments.Add(Sample.Experiment(state: ExperimentState.Running) with { CompletedTrials = 0, RunningTrials = 4 });
        results.Trials.AddRange(Sample.Trials(TrialState.Running));

        var page = await Page();

        Assert.Contains("<p class=\"answer\">Nothing has been evaluated yet.</p>", page, StringComparison.Ordinal);
        Assert.Contains("The experiment has not ended", page, StringComparison.Ordinal);
        Assert.Equal(0, Figures().Count(page));
    }

    [Fact]
    public async Task Write_WhatUsersWrote_StaysText()
    {
        results.Experiments.Add(Sample.Experiment(name: Evil) with { Tags = [Evil] });
        results.Notes = $"{Evil}\nsecond line";
        results.Trials.AddRange([Sample.Trial(1, Evil) with { Message = Evil, ObjectiveValue = 1 }, Sample.Trial(2, "learned") with { ObjectiveValue = 2 }]);
        results.Rows.AddRange([Sample.Row("1-1", 1), Sample.Row("1-2", 2)]);
        results.Sets.AddRange([Sample.Trajectories("1-1", 0, 1), Sample.Trajectories("1-2", 0, 1)]);

        var page = await Page();

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u202e", page, StringComparison.Ordinal);
        Assert.Contains("one seed (trial 1-1).", page, StringComparison.Ordinal);
        Assert.Contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(src|href)="(?!#)""", page);
    }

    private void Study(ObjectiveSpec? objective = null, Func<TrialSummary, TrialSummary>? change = null)
    {
        double[] values = [5, 5.04, 1, 1.04];
        results.Experiments.Add(objective is null ? Sample.Experiment() : Sample.Experiment() with { Objective = objective });
        results.Trials.AddRange(Sample.Trials().Select((trial, place) => trial with { ObjectiveValue = values[place] }).Select(trial => change?.Invoke(trial) ?? trial));
        results.Rows.AddRange(results.Trials.Select((trial, place) => Sample.Row(trial.Id, values[place])));
    }

    private async Task<string> Page()
    {
        IResultQueries queries = results;
        var token = TestContext.Current.CancellationToken;
        return (await HtmlReport.Read(queries, (await queries.Experiment(1, token))!, part: null, token)).Write();
    }

    [GeneratedRegex("<figure>")]
    private static partial Regex Figures();

    [GeneratedRegex(" id=\"[^\"]*\"")]
    private static partial Regex Ids();
}
