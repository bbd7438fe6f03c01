namespace FastOde.Grains.Programs;

/// <summary>A stored trial cannot be used as asked: one line that says which, why, and what to do.</summary>
/// <param name="message">That line.</param>
/// <param name="inner">What went wrong below, if anything.</param>
public sealed class TrialProblemException(string message, Exception? inner = null) : Exception(message, inner);
