using FastOde.Contracts.Experiments;
using FastOde.Contracts.OnDemand;

namespace FastOde.Client.Trials;

/// <summary>One trial on a running FastOde.</summary>
public sealed class TrialHandle
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(0.25);

    private readonly IGrainFactory grains;
    private readonly TimeProvider clock;

    /// <summary>A handle for programs that have grains at hand; others get theirs from <see cref="FastOdeClient"/>.</summary>
    /// <param name="id">The trial, <c>{experiment}-{number}</c>; whether it exists shows on first use.</param>
    /// <param name="grains">The cluster's grains.</param>
    /// <param name="clock">Times questions.</param>
    public TrialHandle(string id, IGrainFactory grains, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(grains);
        (Id, this.grains, this.clock) = (id, grains, clock);
    }

    /// <summary>The trial, <c>{experiment}-{number}</c>.</summary>
    public string Id { get; }

    private ITrialEvaluationGrain Evaluation => OnDemandGrains.Evaluation(grains, Id);

    private ITrialSamplingGrain Samples => OnDemandGrains.Sampling(grains, Id);

    /// <summary>Begins to make samples from the trial's newest checkpoint, or that of the order's step; those that were made before are gone.</summary>
    /// <param name="order">How many, and how.</param>
    /// <param name="cancellationToken">Ends the wait for an answer.</param>
    /// <exception cref="KeyNotFoundException">There is no such trial.</exception>
    /// <exception cref="FormatException">No solver can do what is asked, or the trial keeps no checkpoint of the step.</exception>
    /// <exception cref="ExperimentRefusedException">Samples of it are being made, it has learned nothing yet, too many orders wait, or no process has slots.</exception>
    public Task<SamplingStatus> SampleAsync(SampleOrder order, CancellationToken cancellationToken = default) => Samples.Sample(order).WaitAsync(cancellationToken);

    /// <summary>The newest order of samples as it stands; null where there is none.</summary>
    public Task<SamplingStatus?> SamplesAsync(CancellationToken cancellationToken = default) => Samples.Status().WaitAsync(cancellationToken);

    /// <summary>Has the samples not be made any further.</summary>
    /// <returns>The order as it stands; null where there is none.</returns>
    public Task<SamplingStatus?> CancelSamplesAsync(CancellationToken cancellationToken = default) => Samples.Cancel().WaitAsync(cancellationToken);

    /// <summary>Waits until the newest order of samples has ended.</summary>
    /// <param name="progress">Told how it stands each time it is asked; null where nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the wait; the samples are made all the same.</param>
    /// <exception cref="KeyNotFoundException">There is no order.</exception>
    public Task<SamplingStatus> WaitForSamplesAsync(IProgress<SamplingStatus>? progress = null, CancellationToken cancellationToken = default) =>
        Wait(SamplesAsync, status => status.IsGoing, progress, $"No samples of trial {Id} have been asked for, or they are not kept any more.", cancellationToken);

    /// <summary>Begins to measure the trial's newest checkpoint, or that of the order's step, by other solvers or metrics than its spec's; nothing is stored.</summary>
    /// <param name="order">What, and by which solvers.</param>
    /// <param name="cancellationToken">Ends the wait for an answer.</param>
    /// <exception cref="KeyNotFoundException">There is no such trial.</exception>
    /// <exception cref="FormatException">No solver or metric can do what is asked, or the trial keeps no checkpoint of the step.</exception>
    /// <exception cref="ExperimentRefusedException">It is being measured, it has learned nothing yet, or too many orders wait.</exception>
    public Task<EvaluationStatus> MeasureAsync(EvaluationOrder order, CancellationToken cancellationToken = default) => Evaluation.Evaluate(order).WaitAsync(cancellationToken);

    /// <summary>The newest order of cells as it stands; null where there is none.</summary>
    public Task<EvaluationStatus?> MeasurementsAsync(CancellationToken cancellationToken = default) => Evaluation.Status().WaitAsync(cancellationToken);

    /// <summary>Has nothing measured any further.</summary>
    /// <returns>The order as it stands; null where there is none.</returns>
    public Task<EvaluationStatus?> CancelMeasurementsAsync(CancellationToken cancellationToken = default) => Evaluation.Cancel().WaitAsync(cancellationToken);

    /// <summary>Waits until the newest order of cells has ended.</summary>
    /// <param name="progress">Told how it stands each time it is asked; null where nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the wait; they are measured all the same.</param>
    /// <exception cref="KeyNotFoundException">There is no order.</exception>
    public Task<EvaluationStatus> WaitForMeasurementsAsync(IProgress<EvaluationStatus>? progress = null, CancellationToken cancellationToken = default) =>
        Wait(MeasurementsAsync, status => status.IsGoing, progress, $"Nothing of trial {Id} has been asked for, or it is not kept any more.", cancellationToken);

    /// <summary>Copies a file that was made.</summary>
    /// <param name="key">The order's <see cref="SamplingStatus.Key"/>.</param>
    /// <param name="name">One of its <see cref="SamplingStatus.Files"/>.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="KeyNotFoundException">There is no such file any more.</exception>
    public Task DownloadAsync(string key, string name, Stream target, CancellationToken cancellationToken = default) =>
        MadeSamples.Copy(Samples, key, name, target, cancellationToken);

    private async Task<T> Wait<T>(Func<CancellationToken, Task<T?>> ask, Predicate<T> isGoing, IProgress<T>? progress, string missing, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var status = await ask(cancellationToken) ?? throw new KeyNotFoundException(missing);
            progress?.Report(status);
            if (!isGoing(status))
                return status;
            await Task.Delay(AskEvery, clock, cancellationToken);
        }
    }
}
