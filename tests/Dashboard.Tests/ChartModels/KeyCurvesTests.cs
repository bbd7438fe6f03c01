using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;
using FastOde.Specs;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class KeyCurvesTests
{
    private const string Fid = "fid[mnist-classifier]";
    private static readonly EvaluationCell Cell = new("euler", 20);

    private readonly TrialGroups<TrialSummary> groups = new(
    [
        Sample.Trial(1), Sample.Trial(2, seed: 1), Learned(3, 20, 0), Learned(4, 20, 1), Learned(5, 5, 0), Learned(6, 1, 0),
    ]);

    private readonly EvaluationRecord[] rows =
    [
        Sample.Row("1-1", 28, 20, Fid), Sample.Row("1-2", 30, 20, Fid), Sample.Row("1-3", 22, 20, Fid), Sample.Row("1-4", 26, 20, Fid),
        Sample.Row("1-5", 40, 20, Fid), Sample.Row("1-6", 80, 20, Fid), Sample.Row("1-6", 900, 2, Fid), Sample.Row("1-6", 900, 20, Fid, step: 500),
    ];

    [Fact]
    public void Of_AssignmentsThatDifferInTheKeyAlone_MakeOneLine()
    {
        var line = Assert.Single(KeyCurves.Of(groups, EqualSteps.Of(groups.All, rows), Fid, Cell, "coupling.beta").Series);

        Assert.Equal("learned", line.Name);
        Assert.Equal(1, line.ColorIndex);
        Assert.Equal([1, 5, 20], line.Points.Select(point => point.X));
        Assert.Equal([80, 40, 24], line.Points.Select(point => point.Y));
        Assert.Equal(24 - Math.Sqrt(8), line.Points[2].Low!.Value, 12);
        Assert.Null(line.Points[0].Low);
    }

    [Fact]
    public void Of_AssignmentWithoutTheKey_IsALineToReadAgainst() =>
        Assert.Equal(
            new ReferenceLine("independent", 29, ColorIndex: 0),
            Assert.Single(KeyCurves.Of(groups, EqualSteps.Of(groups.All, rows), Fid, Cell, "coupling.beta").ReferenceLines));

    [Theory]
    [InlineData(10, true)]
    [InlineData(9.9, false)]
    public void XAxis_OfADecade_IsLogarithmic(double largest, bool log)
    {
        var two = new TrialGroups<TrialSummary>([Learned(1, 1, 0), Learned(2, largest, 0)]);

        Assert.Equal(log, KeyCurves.Of(two, EqualSteps.Of(two.All, [Sample.Row("1-1", 1, 20, Fid), Sample.Row("1-2", 2, 20, Fid)]), Fid, Cell, "coupling.beta").XAxis.Log);
    }

    [Fact]
    public void Of_CellThatNobodyHas_SaysSo()
    {
        var chart = KeyCurves.Of(groups, EqualSteps.Of(groups.All, rows), Fid, Cell with { Number = 8 }, "coupling.beta");

        Assert.Equal(0, chart.PointCount);
        Assert.Contains("nothing has been evaluated there", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CurvatureOfOneStep_IsLeftOut()
    {
        var chart = KeyCurves.Of(groups, EqualSteps.Of(groups.All, [Sample.Row("1-3", 0, 1, "curvature"), Sample.Row("1-5", 1e-14, 1, "curvature")]), "curvature", Cell with { Number = 1 }, "coupling.beta");

        Assert.Equal(0, chart.PointCount);
        Assert.Equal([CellNotes.ByConstructionNote], chart.Notes);
    }

    [Fact]
    public void Of_CellThatFailed_IsLeftOutWithItsReason() => Assert.Equal(
        ["No number for learned · beta 5, FID (mnist-classifier) at euler-20: points are not finite."],
        KeyCurves.Of(groups, EqualSteps.Of(groups.All, [Sample.Row("1-5", double.NaN, 20, Fid) with { Remark = "points are not finite" }]), Fid, Cell, "coupling.beta").Notes);

    [Fact]
    public void Keys_OfTheSearch_AreThoseWithSeveralNumbers()
    {
        Assert.Equal(["coupling.beta"], KeyCurves.Keys(groups));
        Assert.Empty(KeyCurves.Keys(new TrialGroups<TrialSummary>([Sample.Trial(1), Learned(2, 20, 0), Learned(3, 20, 1)])));
    }

    private static TrialSummary Learned(int number, double beta, long seed) => Sample.Trial(number, "learned", seed) with
    {
        Parameters = new Dictionary<string, ParameterValue> { ["coupling.kind"] = ParameterValue.Of("learned"), ["coupling.beta"] = ParameterValue.Of(beta) },
    };
}
