using FastOde.Specs;

namespace FastOde.TestSupport;

/// <summary>Makes dimensions for tests, as a search space checks them.</summary>
public static class Dimensions
{
    public static SearchDimension Of(string key, IEnumerable<ParameterValue> values, IReadOnlyDictionary<string, ParameterValue>? when = null) =>
        Checked(new() { Key = key, Values = [.. values], When = when ?? new Dictionary<string, ParameterValue>() });

    public static SearchDimension Range(string key, double min, double max, bool log = false, IReadOnlyDictionary<string, ParameterValue>? when = null) =>
        Checked(new() { Key = key, Min = min, Max = max, Log = log, When = when ?? new Dictionary<string, ParameterValue>() });

    public static SearchDimension Steps(string key, double min, double max, double step, bool log = false, IReadOnlyDictionary<string, ParameterValue>? when = null) =>
        Checked(new() { Key = key, Min = min, Max = max, Step = step, Log = log, When = when ?? new Dictionary<string, ParameterValue>() });

    private static SearchDimension Checked(SearchDimension dimension)
    {
        dimension.Check();
        return dimension;
    }
}
