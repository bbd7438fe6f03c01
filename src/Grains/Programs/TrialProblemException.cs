using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Solvers;

namespace FastOde.Grains.Programs;

/// <summary>A stored trial cannot be used as asked: one line that says which, why, and what to do.</summary>
/// <param name="message">That line.</param>
/// <param name="inner">What went wrong below, if anything.</param>
public sealed class TrialProblemException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether a failure is of the trial or of what was asked of it, so that its message is all there is to say.</summary>
    /// <param name="failure">What work on a stored trial ended with.</param>
    public static bool IsProblem(Exception failure) => failure is TrialProblemException or CheckpointException or InvalidSettingException or IntegrationException;
}
