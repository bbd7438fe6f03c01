namespace FastOde.Specs.Reading;

/// <summary>A spec as it was read, perhaps with problems.</summary>
/// <param name="Spec">What could be read.</param>
/// <param name="Text">Where its keys stand.</param>
public sealed record SpecDraft(ExperimentSpec Spec, SpecText Text);
