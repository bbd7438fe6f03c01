namespace FastOde.FlowMatching.Metrics.Features.Classifiers;

/// <summary>Where the training of a classifier stands.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Previous">Steps done at the report before, 0 at the first.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Mean cross-entropy of the steps since the last report, in nats.</param>
public sealed record ClassifierProgress(int Step, int Previous, int Steps, double Loss);
