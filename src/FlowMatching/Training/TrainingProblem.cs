namespace FastOde.FlowMatching.Training;

/// <summary>One thing wrong with <see cref="TrainingOptions"/>, in words for the person who wrote the spec.</summary>
/// <param name="Key">Where, relative to the trial, such as <c>optimizer.emaHalfLife</c>.</param>
/// <param name="Message">What is wrong, what was expected and what to write instead.</param>
public sealed record TrainingProblem(string Key, string Message);
