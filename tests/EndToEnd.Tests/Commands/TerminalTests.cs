using System.Globalization;
using System.Text.RegularExpressions;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>What a person sees in a terminal of 80 and of 120 columns, and in a log.</summary>
public sealed partial class TerminalTests(TerminalStudy study) : IClassFixture<TerminalStudy>
{
    /// <summary>What may be between two estimates of the time left beside the time that has passed, on a busy machine too.</summary>
    private const double MostJump = 2;

    public static TheoryData<int> Widths => TerminalStudy.Widths;

    [Theory, MemberData(nameof(Widths))]
    public void Run_FirstLine_IsTheDashboard(int width)
    {
        var first = study[width].Frames[0].First(frame => frame.Text.Contains('\n', StringComparison.Ordinal)).Text;
        Assert.StartsWith("dashboard: http://", first, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Run_EndOfATrial_StandsAboveTheBarsAndNotOverThem(int width)
    {
        var report = Report.Read(study[width].Workspace);
        var trial = report.Trials().First(trial => trial.Text("id") == Ended(study[width].FirstEnd));
        var objective = trial["objective"]!.GetValue<double>().ToString("G4", CultureInfo.InvariantCulture);

        var lines = study[width].FirstEnd.Split('\n');
        var bar = Array.FindIndex(lines, line => line.StartsWith("study: ", StringComparison.Ordinal));
        var end = Array.FindIndex(lines, line => line.StartsWith(trial.Text("id"), StringComparison.Ordinal));
        Assert.InRange(end, 0, bar - 1);
        Assert.EndsWith($"objective {objective}", string.Join(' ', lines[end..bar]).TrimEnd(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Run_Bars_HaveALineEachAtAnyTime(int width)
    {
        Assert.All(study[width].Frames.SelectMany(frames => frames), frame =>
        {
            var lines = frame.Text.Split('\n');
            Assert.InRange(lines.Count(line => line.Contains("study: ", StringComparison.Ordinal)), 0, 1);
            Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        });
        Assert.Contains(study[width].Frames[1], frame => Bar().IsMatch(frame.Text));
    }

    [Theory, MemberData(nameof(Widths))]
    public void Run_ControlC_IsAnsweredAboveTheBarsWhichGoThen(int width)
    {
        var lines = study[width].Interrupted.Split('\n');
        Assert.Contains("stopping after a checkpoint of each running trial; once more ends at once", lines);
        Assert.DoesNotContain('━', study[width].Interrupted);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Run_TimeLeft_DoesNotJump(int width)
    {
        var ends = study[width].Frames[1]
            .Select(frame => (frame.At, Left: Left().Match(frame.Text)))
            .Where(frame => frame.Left.Success)
            .Select(frame => frame.At.TotalSeconds + int.Parse(frame.Left.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            .ToList();
        Assert.NotEmpty(ends);
        Assert.All(ends.Zip(ends.Skip(1)), pair => Assert.InRange(pair.Second, pair.First / MostJump, pair.First * MostJump));
    }

    [Theory, MemberData(nameof(Widths))]
    public void Resume_TrialsThatWereComplete_AreNotSaidToComplete(int width)
    {
        var before = study[width].Completed;
        var said = study[width].Resumed.Split('\n').Select(line => EndOfTrial().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(Report.Read(study[width].Workspace).Trials().Select(trial => trial.Text("id")).Except(before).Order(), said.Order());
        Assert.NotEmpty(before);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Resume_Table_HasEveryNameIdAndTheMarkOfTheBestWithinTheWidth(int width)
    {
        var table = study[width].Resumed[study[width].Resumed.IndexOf("experiment 1 terminal", StringComparison.Ordinal)..];

        Assert.All(new[] { "independent", "learned", "learningRate 0.00125", "•" }, word => Assert.Contains(word, table, StringComparison.Ordinal));
        Assert.All(Report.Read(study[width].Workspace).Trials(), trial => Assert.Contains(trial.Text("id"), table, StringComparison.Ordinal));
        Assert.DoesNotContain('…', table);
        Assert.All(table.Split('\n').Where(line => line.StartsWith('│')), line => Assert.EndsWith("│", line, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Widths))]
    public void Doctor_DataDirectoryThatAnotherProcessHolds_SaysSo(int width)
    {
        var line = OneLine(study[width].Doctor);
        Assert.Contains("warning data directory", line, StringComparison.Ordinal);
        Assert.Contains("is in use by process", line, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Widths))]
    public async Task Run_NameThatIsNearNone_IsAnsweredWithTheList(int width)
    {
        var screen = OneLine(await PseudoTerminal.Run(study[width].Workspace, width, 2, "run", "spec.yaml", "--set", "search.sampler=bohb"));
        Assert.Contains("There is no sampler 'bohb'. Known: ", screen, StringComparison.Ordinal);
        Assert.Contains("tpe", screen, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Widths))]
    public async Task Run_TabInTheIndentation_IsNamedWithItsLine(int width)
    {
        using var workspace = new Workspace();
        workspace.Write("tab.yaml", "name: tab\nseeds: [0]\ntrial:\n  iterations: 20\n\tbatchSize: 3\n");
        Assert.StartsWith("tab.yaml:5: ", await PseudoTerminal.Run(workspace, width, 2, "run", "tab.yaml"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Widths))]
    public async Task Sample_ThatTakesLong_ShowsABarUntilItEnds(int width)
    {
        using var terminal = PseudoTerminal.Start(study[width].Workspace, width, "sample", "1-1", "--count", "200000", "--batch", "500", "--out", "many");
        var bar = (await terminal.Shows(screen => SamplingBar().IsMatch(screen))).Split('\n');
        var end = await terminal.End(0);

        Assert.Single(bar, line => line.StartsWith("sampling", StringComparison.Ordinal));
        Assert.All(bar, line => Assert.InRange(line.Length, 0, width));
        Assert.StartsWith(study[width].Workspace.Path("many"), end, StringComparison.Ordinal);
        Assert.DoesNotContain('━', end);
    }

    [Fact]
    public async Task Compare_InALog_IsPlainLinesOfAtMost120Columns()
    {
        var outcome = (await FastOdeProcess.Run(study[80].Workspace, "compare", "1")).Expect(0);
        Assert.Contains("learned", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', outcome.Output);
        Assert.DoesNotContain('│', outcome.Output);
        Assert.All(outcome.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }

    /// <summary>The trial that the screen says has completed.</summary>
    private static string Ended(string screen) => screen.Split('\n').Select(line => EndOfTrial().Match(line)).First(match => match.Success).Groups[1].Value;

    /// <summary>A screen without the breaks that its width made.</summary>
    private static string OneLine(string screen) => screen.Replace("\n", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^(\d+-\d+) .*, seed \d+:")]
    private static partial Regex EndOfTrial();

    [GeneratedRegex("study: .* (\\d+) s left")]
    private static partial Regex Left();

    [GeneratedRegex("sampling, .+ left +━+ +[0-9]+%")]
    private static partial Regex SamplingBar();

    [GeneratedRegex(@"^study: \d of 4 +━+ +\d+% .*\n\d-\d .* ━+ +\d+%", RegexOptions.Multiline)]
    private static partial Regex Bar();
}
