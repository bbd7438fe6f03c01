using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Metrics;

namespace FastOde.FlowMatching.Training;

/// <summary>Hears what a trainer does, on the trainer's thread, which waits meanwhile. An exception ends the run.</summary>
public interface ITrainingObserver
{
    /// <summary>Training begins.</summary>
    /// <param name="step">0, or the step of the checkpoint it resumes from.</param>
    void Started(int step);

    /// <summary>A newer checkpoint could not be used, and an older one or none is.</summary>
    /// <param name="error">Names the file and what is wrong with it.</param>
    void CheckpointRejected(CheckpointException error);

    /// <summary>Training goes on; for live displays, not for storage.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="iterationsPerSecond">Steps a second of this run so far, evaluations and checkpoints left out.</param>
    void Progressed(int step, double iterationsPerSecond);

    /// <summary>Numbers were measured.</summary>
    void Measured(IReadOnlyList<TrainingMetric> metrics);

    /// <summary>An evaluation is done.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="table">Its rows, and a few trajectories for pictures.</param>
    void Evaluated(int step, EvaluationTable table);

    /// <summary>
    /// A checkpoint is about to be written. What was reported up to now is not reported again by a run that resumes from
    /// it, so it must be stored durably before this returns.
    /// </summary>
    void CheckpointDue(int step);

    /// <summary>A checkpoint was written.</summary>
    void CheckpointWritten(CheckpointFile file);
}
