namespace FastOde.Contracts.Experiments;

/// <summary>An experiment cannot be changed as was asked; nothing was changed.</summary>
/// <param name="message">What is in the way and what to do, for people.</param>
[GenerateSerializer, Alias("FastOde.Experiments.ExperimentRefused")]
public sealed class ExperimentRefusedException(string message) : Exception(message);
