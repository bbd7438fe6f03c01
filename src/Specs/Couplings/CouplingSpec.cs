using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>Which noise goes with which data.</summary>
[Family("coupling", "independent")]
public abstract record CouplingSpec
{
    /// <summary>
    /// Whether something of it looks at the samples of a batch together after they were drawn, so that the parts of a batch
    /// do not add up to the batch.
    /// </summary>
    public virtual bool ComparesSamples => false;
}
