using FastOde.Specs;

namespace FastOde.Search.Parzen;

/// <summary>How a Parzen estimator looks at a dimension: as a line, as few steps in order, or as categories.</summary>
internal sealed class ParzenAxis
{
    /// <summary>A range of more steps than this is a line.</summary>
    private const int MostSteps = 64;

    /// <summary>The axis of a dimension.</summary>
    internal ParzenAxis(SearchDimension dimension)
    {
        IsCategorical = dimension.Values is not null;
        if (dimension.Count is { } count && (IsCategorical || count <= MostSteps))
            Cells = [.. Enumerable.Range(0, (int)count).Select(place => dimension.Uniform(dimension.At(place)))];
    }

    /// <summary>Whether the values have no order.</summary>
    internal bool IsCategorical { get; }

    /// <summary>The coordinates of the values; null for a line.</summary>
    internal IReadOnlyList<double>? Cells { get; }

    /// <summary>The number of the value at a coordinate.</summary>
    internal int Cell(double coordinate)
    {
        var (least, most) = (0, Cells!.Count - 1);
        while (least < most)
        {
            var middle = (least + most) / 2;
            if (coordinate <= (Cells[middle] + Cells[middle + 1]) / 2)
                most = middle;
            else
                least = middle + 1;
        }

        return least;
    }
}
