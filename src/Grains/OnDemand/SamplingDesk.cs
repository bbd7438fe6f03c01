using FastOde.Contracts.Experiments;
using FastOde.Contracts.OnDemand;
using FastOde.FlowMatching.Sampling;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Programs;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.OnDemand;

/// <summary>Makes the samples of this process that somebody has asked for, by what <c>fastode sample</c> makes them.</summary>
/// <param name="thread">Where they are made.</param>
/// <param name="trials">What trials have learned.</param>
/// <param name="sampling">Makes them.</param>
/// <param name="data">What they are shown beside.</param>
/// <param name="logger">Hears of faults that are nobody's order's.</param>
internal sealed class SamplingDesk(OnDemandThread thread, TrainedTrials trials, TrialSampling sampling, DatasetSource data, ILogger<SamplingDesk> logger)
{
    // So much of a U-Net's memory as 64 images of 32 x 32 pixels in colours take.
    private const int ValuesAtOnce = 64 * 3 * 32 * 32;
    private const int MostAtOnce = 1024;

    // Files of 16 MiB, and tables of points that are a few times as long.
    private const long MostValues = 1 << 22;

    /// <summary>Begins to make samples.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="order">What is asked for.</param>
    /// <param name="setting">Its solver.</param>
    /// <exception cref="ExperimentRefusedException">Too many orders wait.</exception>
    public SamplingWork Begin(string trialId, SampleOrder order, SolverSetting setting)
    {
        var work = new SamplingWork(order);
        work.Begin(thread, logger, () => Make(trialId, setting, work));
        return work;
    }

    private async Task Make(string trialId, SolverSetting setting, SamplingWork work)
    {
        var trial = await trials.Find(trialId, work.Order.Step, work.Stop);
        var request = Request(trial, setting, work);
        await thread.Run(() =>
        {
            work.Stop.ThrowIfCancellationRequested();
            work.Started(trial.Checkpoint.Step);
            var outcome = sampling.Run(trial, request, work.Order.FromData, work.Stop);
            work.Ended(outcome, PlanePoints.Of(trial, request.Folder, data));
            return outcome;
        });
    }

    private static SampleRequest Request(TrainedTrial trial, SolverSetting setting, SamplingWork work)
    {
        var order = work.Order;
        var kept = 1L + (order.KeepsNoise ? 1 : 0) + (order.KeepsPredictions ? (long)setting.Number : 0);
        var most = MostValues / (trial.Shape.Dimension * kept);
        return order.Count <= most
            ? new()
            {
                Setting = setting,
                Count = order.Count,
                BatchSize = Math.Clamp(ValuesAtOnce / trial.Shape.Dimension, 1, MostAtOnce),
                Seed = order.Seed,
                Folder = work.Folder,
                KeepsNoise = order.KeepsNoise,
                KeepsPredictions = order.KeepsPredictions,
                Progress = work.Progressed,
            }
            : throw new TrialProblemException($"{order.Count} samples of trial {trial.Id} are more than are made here at a time; ask for at most {most}, or use fastode sample.");
    }
}
