using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Sampling;
using FastOde.FlowMatching.Training;

namespace FastOde.Grains.Programs;

/// <summary>Samples a trial into a folder.</summary>
/// <param name="data">Where data sets are.</param>
/// <param name="clock">Measures seconds.</param>
public sealed class TrialSampling(DatasetSource data, TimeProvider clock)
{
    /// <summary>Generates and writes.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="request">What to generate, and where it goes.</param>
    /// <param name="fromData">Whether to start from the encoder's noise for test data instead of the prior.</param>
    /// <param name="cancellation">Looked at between steps; nothing stays behind.</param>
    /// <exception cref="TrialProblemException">The trial has no encoder, or there is not enough data.</exception>
    /// <exception cref="FlowMatching.Catalogs.InvalidSettingException">The solver or the folder does not allow it.</exception>
    public SampleOutcome Run(TrainedTrial trial, SampleRequest request, bool fromData, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(request);
        using var flow = trial.Restore();
        using var encoded = fromData ? OpenData(trial, flow, request.Count) : null;
        return SampleFolder.Write(flow, request, encoded, clock, cancellation);
    }

    private TrainingData OpenData(TrainedTrial trial, TrainedFlow flow, int count)
    {
        if (!flow.HasEncoder)
            throw new TrialProblemException($"Trial {trial.Id} has no encoder, because its coupling is not learned; sample it from the prior.");
        TrainingData opened;
        try
        {
            opened = data.OpenTest(trial.Trial);
        }
        catch (ImageDatasetException error)
        {
            throw new TrialProblemException($"Trial {trial.Id}: {error.Message}", error);
        }

        var available = opened.Count;
        if (available >= count)
            return opened;
        opened.Dispose();
        throw new TrialProblemException($"Trial {trial.Id}: {trial.Trial.Spec.Data.Name} has {available} samples to start from; ask for no more than these, or sample from the prior.");
    }
}
