namespace FastOde.FlowMatching.Training;

/// <summary>One number measured during training. A resumed run may report a step again, with the same value.</summary>
/// <param name="Name">One of <see cref="TrainingMetrics"/>.</param>
/// <param name="Step">Training steps done when it was measured.</param>
/// <param name="Value">The number; means run over the steps since the last report.</param>
public sealed record TrainingMetric(string Name, int Step, double Value);
