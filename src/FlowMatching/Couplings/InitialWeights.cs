namespace FastOde.FlowMatching.Couplings;

/// <summary>The weights with which the velocity network of a student begins.</summary>
public enum InitialWeights
{
    /// <summary><c>random</c>: drawn, as those of any trial.</summary>
    Random,

    /// <summary><c>teacher</c>: the teacher's, averaged where it keeps an average.</summary>
    Teacher,
}
