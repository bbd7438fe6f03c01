using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>A network of fully connected layers.</summary>
public abstract record LayeredNetworkSpec : NetworkSpec
{
    /// <summary>Units of a hidden layer.</summary>
    [Whole(1, 8192)]
    public int Hidden { get; init; } = 100;

    /// <summary>Hidden layers.</summary>
    [Whole(1, 32)]
    public int Layers { get; init; } = 2;
}
