namespace FastOde.FlowMatching.Sampling;

/// <summary>What sampling cost.</summary>
/// <param name="StepCount">Steps taken; with adaptive steps, the most that any sample took.</param>
/// <param name="Nfe">Evaluations of the network for a sample, counted; with adaptive steps the mean.</param>
/// <param name="Seconds">Time that generation took, without writing.</param>
public sealed record SampleOutcome(int StepCount, double Nfe, double Seconds);
