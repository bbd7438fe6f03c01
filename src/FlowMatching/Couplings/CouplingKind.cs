namespace FastOde.FlowMatching.Couplings;

/// <summary>The couplings a spec can ask for: which noise goes with which data.</summary>
public enum CouplingKind
{
    /// <summary><c>independent</c>: noise is drawn from the prior, whatever the data.</summary>
    Independent,

    /// <summary><c>learned</c>: noise is drawn from a Gaussian encoder q(noise | data) trained along with the velocity.</summary>
    Learned,
}
