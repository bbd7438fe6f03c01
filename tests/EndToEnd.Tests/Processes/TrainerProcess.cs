namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>A trainer process of a cluster.</summary>
/// <param name="Process">The process.</param>
/// <param name="Host">What its slots are named by.</param>
internal sealed record TrainerProcess(FastOdeProcess Process, string Host);
