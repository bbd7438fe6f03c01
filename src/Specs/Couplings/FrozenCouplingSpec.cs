using FastOde.Specs.Keys;
using FastOde.Specs.Teachers;

namespace FastOde.Specs.Couplings;

/// <summary>Noise is drawn from the encoder of a finished trial, which stays as it is.</summary>
[Kind("frozen", Place = 7)]
public sealed record FrozenCouplingSpec : CouplingSpec, IStudent, IChecked
{
    /// <summary>The finished trial to learn from, of the same data set and data directory.</summary>
    [Form("teacher")]
    public string? Teacher { get; init; }

    /// <inheritdoc/>
    public IEnumerable<KeyProblem> Problems()
    {
        if (Teacher is null)
            yield return new("teacher", "This key is missing. Name a finished trial with a learned coupling, whose encoder is kept, such as teacher: 3-1 here or --set KEY=3-1 on the command line.");
    }
}
