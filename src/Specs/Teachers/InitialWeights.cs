using FastOde.Specs.Keys;

namespace FastOde.Specs.Teachers;

/// <summary>The weights with which the velocity network of a student begins.</summary>
[Noun("initial weights")]
public enum InitialWeights
{
    /// <summary>Drawn, as those of any trial.</summary>
    Random,

    /// <summary>The teacher's, averaged where it keeps an average.</summary>
    Teacher,
}
