using FastOde.Search.Importance;
using FastOde.Specs;

namespace FastOde.Search.Tests.Importance;

public sealed class ParameterColumnsTests
{
    private static readonly SearchDimension[] Space =
    [
        new() { Key = "rate", Min = 1e-4, Max = 1e-2, Log = true },
        new() { Key = "layers", Min = 1, Max = 4, Step = 1 },
        new() { Key = "kind", Values = [ParameterValue.Of("a"), ParameterValue.Of("b")] },
        new() { Key = "fixed", Values = [ParameterValue.Of("a")] },
    ];

    [Fact]
    public void Of_Assignments_IsThePlaceOnTheScaleOfTheSearch()
    {
        var columns = ParameterColumns.Of(
            Space,
            [
                new Dictionary<string, ParameterValue> { ["rate"] = ParameterValue.Of(1e-3), ["layers"] = ParameterValue.Of(1), ["kind"] = ParameterValue.Of("b") },
                new Dictionary<string, ParameterValue> { ["layers"] = ParameterValue.Of(4), ["kind"] = ParameterValue.Of("c") },
            ]);

        Assert.Equal([("rate", 0), ("layers", 0), ("kind", 2)], columns.Select(column => (column.Key, column.Categories)));
        Assert.Equal([0.5, double.NaN], columns[0].Values.Select(value => Math.Round(value, 12)));
        Assert.Equal([0.125, 0.875], columns[1].Values);
        Assert.Equal([1, double.NaN], columns[2].Values);
    }
}
