using FastOde.Grains.Scheduling;

namespace FastOde.Grains.Tests.Scheduling;

public sealed class WaitingLineTests
{
    private readonly WaitingLine line = new();

    [Fact]
    public void Add_Again_KeepsThePlace()
    {
        line.Add("1-10", new());
        line.Add("1-9", new());
        line.Add("1-10", new());

        Assert.Equal(2, line.Count);
        var experiment = Assert.Single(line.Experiments);
        Assert.Equal(["1-10", "1-9"], [line.Take(experiment), line.Take(experiment)]);
        Assert.Equal(0, line.Count);
        Assert.Empty(line.Experiments);
    }

    [Fact]
    public void Take_ByAnExperiment_PutsItBehindTheOthers()
    {
        foreach (var trial in (string[])["1-1", "1-2", "2-1"])
            line.Add(trial, new());
        var first = line.Experiments.MinBy(experiment => experiment.Turn)!;

        line.Take(first);

        Assert.Equal(1, first.Id);
        Assert.Equal(2, line.Experiments.MinBy(experiment => experiment.Turn)!.Id);
    }

    [Fact]
    public void Remove_OfATrial_LeavesTheOthers()
    {
        line.Add("1-1", new());
        line.Add("1-2", new());

        line.Remove("1-1");
        line.Remove("1-1");
        line.Remove("7-1");

        Assert.Equal("1-2", Assert.Single(line.Experiments).First);
    }

    [Fact]
    public void Revise_OfAnExperiment_CountsForItsTrialsInLineAndIsForgottenWithTheLast()
    {
        line.Add("1-1", new() { Priority = 1 });

        line.Revise(1, new() { Priority = 5 });
        line.Forget(_ => false);
        Assert.Equal(5, Assert.Single(line.Experiments).Terms.Priority);

        line.Remove("1-1");
        line.Forget(experiment => experiment == 1);
        Assert.Equal(5, line.TermsOf(1).Priority);
        line.Forget(_ => false);
        Assert.Equal(0, line.TermsOf(1).Priority);
    }
}
