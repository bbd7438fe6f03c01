namespace FastOde.FlowMatching.Metrics;

/// <summary>One thing wrong with <see cref="EvaluationOptions"/>, in words for the person who wrote the spec.</summary>
/// <param name="Key">Where, relative to the evaluation section, such as <c>solvers.heun[1]</c>.</param>
/// <param name="Message">What is wrong, what was expected and what to write instead.</param>
public sealed record EvaluationProblem(string Key, string Message);
