using FastOde.Specs.Keys;
using FastOde.Specs.Networks;

namespace Swirl;

/// <summary>Dense layers with x·sigmoid(x) between them.</summary>
[Kind("swish-mlp")]
public sealed record SwishMlpSpec : NetworkSpec
{
    /// <summary>Units of each of the two hidden layers.</summary>
    [Whole(1, 4096)]
    public int Hidden { get; init; } = 64;
}
