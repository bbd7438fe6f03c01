using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>The shape of a network, whose input and output are as large as the data set's samples.</summary>
[Family("network", "mlp")]
public abstract record NetworkSpec
{
    /// <summary>The network that a prior's own flow has where the spec says nothing else.</summary>
    public virtual NetworkSpec Narrower() => this;
}
