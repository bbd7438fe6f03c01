namespace FastOde.FlowMatching.Networks;

/// <summary>Which of an arena's flat tensors a view is wanted of.</summary>
internal enum ArenaPart
{
    /// <summary>The parameters.</summary>
    Values,

    /// <summary>The gradients of the loss.</summary>
    Gradients,

    /// <summary>The moving average of the parameters; the parameters themselves where none is kept.</summary>
    Average,
}
