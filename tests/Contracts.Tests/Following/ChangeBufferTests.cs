using FastOde.Contracts.Following;
using FastOde.Contracts.Results;
using FastOde.TestSupport;

namespace FastOde.Contracts.Tests.Following;

public sealed class ChangeBufferTests
{
    private readonly ChangeBuffer buffer = new();

    [Fact]
    public void Take_NothingAdded_GivesNothing() => Assert.True(buffer.Take().IsEmpty);

    [Fact]
    public void Take_Burst_KeepsTheLatestSummariesAndEveryPointAndRow()
    {
        buffer.Add(Sample.Experiment(state: ExperimentState.Running));
        buffer.Add(Sample.Experiment(state: ExperimentState.Paused));
        buffer.Add(Sample.Trial(1) with { Step = 1 });
        buffer.Add(Sample.Trial(1) with { Step = 2 });
        buffer.Add(Sample.Trial(2));
        buffer.Add("1-1", [Sample.Point(10, 1), Sample.Point(20, 2)]);
        buffer.Add("1-2", [Sample.Point(10, 5)]);
        buffer.Add("1-1", [Sample.Point(30, 3)]);
        buffer.Add([Sample.Row("1-1", 4)]);
        buffer.Add([Sample.Row("1-1", 4), Sample.Row("1-2", 6)]);

        var changes = buffer.Take();

        Assert.Equal(ExperimentState.Paused, changes.Experiment!.State);
        Assert.Equal([2, 1000], changes.Trials.OrderBy(trial => trial.Number).Select(trial => trial.Step));
        Assert.Equal([10, 20, 30], changes.Points["1-1"].Select(point => point.Step));
        Assert.Equal(5, Assert.Single(changes.Points["1-2"]).Value);
        Assert.Equal([4, 4, 6], changes.Evaluations.Select(row => row.Value));
    }

    [Fact]
    public void Take_Twice_GivesEachChangeOnce()
    {
        buffer.Add(Sample.Experiment());
        buffer.Add(Sample.Trial(1));
        buffer.Add("1-1", [Sample.Point(10, 1)]);
        buffer.Add([Sample.Row("1-1", 4)]);
        var first = buffer.Take();
        Assert.True(buffer.Take().IsEmpty);

        buffer.Add(Sample.Trial(2));
        var second = buffer.Take();

        Assert.Null(second.Experiment);
        Assert.Equal(["1-2"], second.Trials.Select(trial => trial.Id));
        Assert.Empty(second.Points);
        Assert.Empty(second.Evaluations);
        Assert.Equal((1, 1, 1), (first.Trials.Count, first.Points.Count, first.Evaluations.Count));
    }

    [Fact]
    public void Add_FromManyThreads_LosesNothing()
    {
        const int Writers = 4;
        const int Each = 500;
        var steps = new List<int>();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
                buffer.Add("1-1", [Sample.Point((writer * Each) + i, 0)]);
        })));

        do
        {
            Take();
        }
        while (!writing.IsCompleted);
        Take();

        Assert.Equal(Enumerable.Range(0, Writers * Each), steps.Order());

        void Take()
        {
            if (buffer.Take() is { IsEmpty: false } changes)
                steps.AddRange(changes.Points["1-1"].Select(point => point.Step));
        }
    }
}
