using FastOde.Specs.Keys;

namespace FastOde.Specs.Pruners;

/// <summary>What the halving pruners share: rungs of steps, at each of which a part of the trials goes on.</summary>
public abstract record HalvingPrunerSpec : JudgingPrunerSpec, IChecked
{
    /// <summary>Steps of the lowest rung, or a little more: rungs are counted down from the highest.</summary>
    [Whole(1, int.MaxValue)]
    public int Min { get; init; } = 1;

    /// <summary>Steps of the highest rung, where nothing is judged any more; 0 for the steps of the trial.</summary>
    [Whole(0, int.MaxValue)]
    public int Max { get; init; }

    /// <summary>One of this many goes on from each rung, with this many times its steps.</summary>
    [Whole(2, 1000)]
    public int Reduction { get; init; } = 3;

    /// <inheritdoc/>
    public IEnumerable<KeyProblem> Problems()
    {
        if (Max > 0 && Max < Min)
            yield return new("max", $"The highest rung has {Max} steps, fewer than the lowest with min: {Min}. Give max: {Min} or more, or leave it out for the steps of the trial.");
    }
}
