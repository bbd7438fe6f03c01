using System.Numerics;
using FastOde.Specs.Keys;

namespace FastOde.Specs.Methods;

/// <summary>The network learns steps of 1/M, 2/M, 4/M … 1: the smallest from pairs, each other from two of half its length.</summary>
[Kind("shortcut", Place = 3)]
public sealed record ShortcutSpec : FlowMapSpec, IChecked
{
    /// <summary>M, how many of the smallest steps lead from noise to data: a power of two.</summary>
    [Whole(2, 4096)]
    public int BaseSteps { get; init; } = 128;

    /// <summary>The share of a batch that learns from two steps; the others learn the smallest from pairs.</summary>
    [Number(0, 1)]
    public double Bootstrap { get; init; } = 0.125;

    /// <summary>Whether the moving average of the weights takes the two steps; it needs <c>optimizer.emaDecay</c> or another average.</summary>
    public bool Averaged { get; init; }

    /// <inheritdoc/>
    public override int? MostSteps => BaseSteps;

    /// <inheritdoc/>
    public IEnumerable<KeyProblem> Problems()
    {
        if (!BitOperations.IsPow2(BaseSteps))
            yield return new("baseSteps", $"Steps are halved down to the smallest, and {BaseSteps} is no power of two; expected one such as {1 << BitOperations.Log2((uint)BaseSteps)}.");
    }
}
