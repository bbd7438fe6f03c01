namespace FastOde.FlowMatching.Training;

/// <summary>How a run of the trainer ended.</summary>
public enum TrainingStatus
{
    /// <summary>All iterations are done.</summary>
    Completed,

    /// <summary>Cancelled; a checkpoint holds the step at which it stopped.</summary>
    Stopped,

    /// <summary>The loss became infinite or not a number; the last checkpoint before is kept.</summary>
    Diverged,
}
