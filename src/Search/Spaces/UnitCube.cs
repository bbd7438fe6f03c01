using System.Runtime.CompilerServices;
using FastOde.Specs;

namespace FastOde.Search.Spaces;

/// <summary>
/// A space as the unit cube, a coordinate for each dimension in the order of the space: the uniform number that selects the
/// value. Inactive dimensions are not a number.
/// </summary>
internal sealed class UnitCube
{
    private readonly SearchSpace space;
    private readonly Dictionary<string, int> places;
    private readonly ConditionalWeakTable<Assignment, double[]> points = [];

    /// <summary>The cube of a space.</summary>
    internal UnitCube(SearchSpace space)
    {
        this.space = space;
        places = space.Dimensions.Index().ToDictionary(entry => entry.Item.Key, entry => entry.Index);
        DecisionOrder = [.. space.DecisionOrder.Select(dimension => places[dimension.Key])];
    }

    /// <summary>The dimensions.</summary>
    internal IReadOnlyList<SearchDimension> Dimensions => space.Dimensions;

    /// <summary>The places of the dimensions in the order of decisions.</summary>
    internal IReadOnlyList<int> DecisionOrder { get; }

    /// <summary>The place of a key.</summary>
    internal int Place(string key) => places[key];

    /// <summary>The point of an assignment. It is kept as long as the assignment is; nobody may change it.</summary>
    internal double[] Point(Assignment assignment) => points.GetValue(assignment, Encode);

    /// <summary>The assignment of a point.</summary>
    /// <param name="coordinate">The coordinate of a place among the dimensions, in [0, 1]; asked for active ones only, in the order of decisions.</param>
    internal Assignment At(Func<int, double> coordinate)
    {
        var chosen = new Dictionary<string, ParameterValue>();
        foreach (var place in DecisionOrder)
        {
            var dimension = Dimensions[place];
            if (SearchSpace.IsActive(dimension, chosen))
                chosen[dimension.Key] = dimension.Draw(Math.Clamp(coordinate(place), 0, Math.BitDecrement(1.0)));
        }

        return space.Complete(chosen);
    }

    private double[] Encode(Assignment assignment)
    {
        var point = new double[Dimensions.Count];
        Array.Fill(point, double.NaN);
        foreach (var (key, value) in assignment)
        {
            // An earlier experiment, or an edited spec, may have had values that the space does not.
            if (places.TryGetValue(key, out var place) && Dimensions[place].CanBe(value))
                point[place] = Dimensions[place].Uniform(value);
        }

        return point;
    }
}
