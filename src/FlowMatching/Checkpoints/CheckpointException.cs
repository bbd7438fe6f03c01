using FastOde.Specs.Words;

namespace FastOde.FlowMatching.Checkpoints;

/// <summary>A checkpoint cannot be used: one line that names the file, what is wrong and the cure.</summary>
/// <param name="message">That line.</param>
/// <param name="inner">What went wrong below, if anything.</param>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(VisibleText.Of(message), inner);
