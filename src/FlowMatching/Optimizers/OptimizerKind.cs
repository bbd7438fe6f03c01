namespace FastOde.FlowMatching.Optimizers;

/// <summary>The optimizers a spec can ask for.</summary>
public enum OptimizerKind
{
    /// <summary><c>adam</c>: weight decay, where there is any, is an L2 penalty in the gradient.</summary>
    Adam,

    /// <summary><c>adamw</c>: weight decay shrinks the weights, apart from the gradient.</summary>
    AdamW,
}
