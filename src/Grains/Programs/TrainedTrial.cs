using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Training;

namespace FastOde.Grains.Programs;

/// <summary>A trial as one of its checkpoints left it.</summary>
public sealed record TrainedTrial
{
    /// <summary>Its id, <c>{experiment}-{number}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What was trained.</summary>
    public required SeededTrial Trial { get; init; }

    /// <summary>The shape of its data.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>Its prior over noise.</summary>
    public required DiagonalNormal Prior { get; init; }

    /// <summary>The checkpoint.</summary>
    public required Checkpoint Checkpoint { get; init; }

    /// <summary>Restores the networks for use; the caller disposes of them.</summary>
    /// <exception cref="TrialProblemException">The checkpoint does not fit the trial.</exception>
    public TrainedFlow Restore()
    {
        try
        {
            return TrainedFlow.Restore(Trial.Spec, Shape, Prior, Checkpoint);
        }
        catch (InvalidDataException error)
        {
            throw Unfit(error);
        }
    }

    /// <summary>The checkpoint with the whole published state dicts of the networks.</summary>
    /// <exception cref="TrialProblemException">The checkpoint does not fit the trial.</exception>
    public Checkpoint StateDicts()
    {
        try
        {
            return PublishedWeights.StateDicts(Checkpoint, Trial.Spec, Shape, Prior);
        }
        catch (InvalidDataException error)
        {
            throw Unfit(error);
        }
    }

    private TrialProblemException Unfit(InvalidDataException error) =>
        new($"The checkpoint of trial {Id} cannot be used: {error.Message.TrimEnd('.')}. It was written by another version; use that.", error);
}
