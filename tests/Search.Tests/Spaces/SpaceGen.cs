using CsCheck;
using FastOde.Search.Spaces;
using FastOde.TestSupport;
using FastOde.Specs;

namespace FastOde.Search.Tests.Spaces;

/// <summary>Random small spaces: up to five dimensions, some with a condition on an earlier or later one.</summary>
internal static class SpaceGen
{
    /// <summary>Spaces whose values can all be listed.</summary>
    internal static readonly Gen<SearchSpace> Finite = Gen.Select(
        Gen.Int[1, 3].Array[0, 5], Gen.Int[-1, 4].Array[5], Gen.Int[0, 2].Array[5], Gen.Shuffle(new[] { 0, 1, 2, 3, 4 }),
        (sizes, parents, values, order) => new SearchSpace(order
            .Where(index => index < sizes.Length)
            .Select(index => Dimension(index, sizes, parents[index], values[index]))));

    /// <summary>A space of a trial that has no use for some keys of some assignments.</summary>
    internal static readonly Gen<SearchSpace> Twins = Gen.Shuffle(new[]
    {
        Dimensions.Of("network.channels", [ParameterValue.Of(8), ParameterValue.Of(16), ParameterValue.Of(32)]),
        Dimensions.Of("network.kind", [ParameterValue.Of("mlp"), ParameterValue.Of("song-unet")]),
        Dimensions.Of("network.hidden", [ParameterValue.Of(50), ParameterValue.Of(100)]),
        Dimensions.Of("batchSize", [ParameterValue.Of(64), ParameterValue.Of(128)]),
    }).Select(dimensions => new SearchSpace(dimensions, TrialTemplate.Of(new TrialSpec())));

    /// <summary>Spaces whose values can all be listed, some with keys that are idle at times.</summary>
    internal static readonly Gen<SearchSpace> Any = Gen.Frequency((4, Finite), (1, Twins));

    private static SearchDimension Dimension(int index, int[] sizes, int parent, int value)
    {
        // A parent with a smaller number cannot lead to a circle.
        var when = parent >= 0 && parent < index
            ? new Dictionary<string, ParameterValue> { [$"d{parent}"] = ParameterValue.Of(value % sizes[parent]) }
            : null;
        return Dimensions.Of($"d{index}", Enumerable.Range(0, sizes[index]).Select(number => ParameterValue.Of(number)), when);
    }
}
