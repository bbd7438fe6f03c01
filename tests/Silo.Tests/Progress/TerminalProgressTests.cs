using FastOde.Contracts.Results;
using FastOde.Silo.Progress;
using FastOde.Silo.Tests.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Silo.Tests.Progress;

public sealed class TerminalProgressTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public async Task Show_LineAboveBars_LeavesNothingOfThemBehindItsEnd(int width)
    {
        using var terminal = new FakeTerminal(width, 24);
        var running = Experiments.Trial(2, "learned", seed: 1, state: TrialState.Running) with { Step = 5000 };
        var completed = Experiments.Trial(1, "minibatch-optimal-transport") with { ObjectiveValue = 2.338 };
        await new TerminalProgress(terminal.Console, new FakeTimeProvider()).Show([], async changed =>
        {
            changed(running);
            changed(completed with { State = TrialState.Running, Step = 100, ObjectiveValue = null });
            await terminal.Shows(text => text.Contains("25%", StringComparison.Ordinal));
            changed(completed);
        });

        Assert.Equal(WithoutSpaces(ProgressText.Ended(completed)), WithoutSpaces(terminal.Text));
    }

    [Fact]
    public async Task Show_CancelledExperiment_IsNotFull()
    {
        using var terminal = new FakeTerminal(120, 24);
        await new TerminalProgress(terminal.Console, new FakeTimeProvider()).Show([Experiments.Trial(1, "learned")], async changed =>
        {
            changed(Experiments.Trial(2, "learned", seed: 1, state: TrialState.Cancelled) with { Step = 0 });
            await terminal.Shows(text => text.Contains("study: 2 of 2, 1 not completed", StringComparison.Ordinal) && text.Contains("50%", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Show_TrialThatHadEndedBefore_IsCountedAndNotAnnounced()
    {
        using var terminal = new FakeTerminal(120, 24);
        var before = Experiments.Trial(1, "learned");
        await new TerminalProgress(terminal.Console, new FakeTimeProvider()).Show([before], async changed =>
        {
            changed(before);
            changed(Experiments.Trial(2, "learned", seed: 1, state: TrialState.Running) with { Step = 0 });
            await terminal.Shows(text => text.Contains("study: 1 of 2", StringComparison.Ordinal));
        });

        Assert.DoesNotContain("completed", terminal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ExperimentOfWhichFewTrialsAreStored_CountsThemAll()
    {
        using var terminal = new FakeTerminal(120, 24);
        var progress = new TerminalProgress(terminal.Console, new FakeTimeProvider());
        await progress.Show([], async changed =>
        {
            progress.Count(new() { Id = 1, Name = "study", State = ExperimentState.Running, CreatedAt = DateTimeOffset.UnixEpoch, TrialCount = 4 });
            changed(Experiments.Trial(1, "learned"));
            await terminal.Shows(text => text.Contains("study: 1 of 4", StringComparison.Ordinal) && text.Contains("25%", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Show_LineOfStandardError_StandsAboveTheBars()
    {
        using var terminal = new FakeTerminal(80, 24);
        await using var before = new StringWriter();
        await using var errors = new LinesAboveBars(before);
        await errors.WriteLineAsync("before");
        await new TerminalProgress(terminal.Console, new FakeTimeProvider(), errors).Show([], async changed =>
        {
            changed(Experiments.Trial(1, "learned", state: TrialState.Running) with { Step = 5000 });
            await terminal.Shows(text => text.Contains("25%", StringComparison.Ordinal));
            await errors.WriteAsync("warn: the disk ");
            await errors.WriteLineAsync("is nearly full");
        });
        await errors.WriteLineAsync("after");

        Assert.Equal("warn: the disk is nearly full", terminal.Text);
        Assert.Equal(["before", "after"], before.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    // A folded line has its breaks where it had spaces.
    private static string WithoutSpaces(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
