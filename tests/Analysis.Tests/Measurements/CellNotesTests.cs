using FastOde.Analysis.Measurements;
using FastOde.Analysis.Tests.TestSupport;

namespace FastOde.Analysis.Tests.Measurements;

public sealed class CellNotesTests
{
    [Fact]
    public void Of_OneReasonOfSeveralCells_IsSaidOnce()
    {
        var readings = Enumerable.Range(1, 5).Select(number => ("learned", Failed(number, "dopri5 cannot go on at t = 0.3.")));

        Assert.Equal(
            ["No number for learned, W2 at euler-1; learned, W2 at euler-2; learned, W2 at euler-3 and 2 more: dopri5 cannot go on at t = 0.3."],
            CellNotes.Of(readings));
    }

    [Fact]
    public void Of_ManyReasons_TellsHowManyMoreThereAre()
    {
        var notes = CellNotes.Of(Enumerable.Range(1, 8).Select(number => ("", Failed(number, $"reason {number}"))));

        Assert.Equal(6, notes.Count);
        Assert.Equal("3 more reasons: see the pages of the trials.", notes[5]);
    }

    [Fact]
    public void Of_RowWithoutAReason_SaysThatNoneWasStored() => Assert.Equal(
        ["No number for W2 at euler-4: the reason was not stored."],
        CellNotes.Of([("", CellReading.Of([Sample.Row("1-1", double.NaN)]))]));

    [Fact]
    public void Of_Numbers_HasNothingToSay() => Assert.Empty(CellNotes.Of([("learned", CellReading.Of([Sample.Row("1-1", 1)])), ("learned", null)]));

    [Theory]
    [InlineData(double.NaN, 4.0, "failed")]
    [InlineData(1e-14, 1.0, "–*")]
    [InlineData(0.3, 4.0, null)]
    public void InPlaceOf_Reading_IsAWordWhereThereIsNoNumber(double value, double number, string? expected) =>
        Assert.Equal(expected, CellNotes.InPlaceOf(CellReading.Of([Sample.Row("1-1", value, number, "curvature")])!));

    private static CellReading? Failed(double number, string remark) => CellReading.Of([Sample.Row("1-1", double.NaN, number) with { Remark = remark }]);
}
