namespace FastOde.FlowMatching.Couplings;

/// <summary>The couplings a spec can ask for: which noise goes with which data.</summary>
public enum CouplingKind
{
    /// <summary><c>independent</c>: noise is drawn from the prior, whatever the data.</summary>
    Independent,

    /// <summary><c>learned</c>: noise is drawn from a Gaussian encoder q(noise | data) trained along with the velocity.</summary>
    Learned,

    /// <summary><c>minibatch-ot</c>: noise of the prior, paired with each batch's data by optimal transport.</summary>
    MinibatchOptimalTransport,

    /// <summary><c>reflow</c>: noise and data are the two ends of a teacher's trajectories.</summary>
    Reflow,

    /// <summary><c>distillation</c>: as reflow, and trained at time 1 alone, so that one Euler step goes where the teacher's many go.</summary>
    Distillation,
}
