namespace FastOde.FlowMatching.Couplings;

/// <summary>What keeps the encoder of a learned forward process near the prior.</summary>
public enum PenaltyKind
{
    /// <summary><c>kl</c>: divergence of each sample's q(noise | data) from the prior, as in the paper.</summary>
    Kl,

    /// <summary><c>sliced-wasserstein</c>: distance of the encoded minibatch as a whole from the prior.</summary>
    SlicedWasserstein,

    /// <summary><c>mmd</c>: kernel distance (maximum mean discrepancy) of the encoded minibatch from the prior.</summary>
    Mmd,

    /// <summary><c>moments</c>: divergence from the prior of the normal with the encoded minibatch's mean and variance in each dimension.</summary>
    Moments,

    /// <summary><c>critic</c>: what a small network says that is trained to tell encoded samples from draws of the prior.</summary>
    Critic,
}
