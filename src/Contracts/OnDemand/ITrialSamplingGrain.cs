using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;

namespace FastOde.Contracts.OnDemand;

/// <summary>
/// Makes samples of one trial when somebody asks, beside all training, on a process that has slots. The newest order of a trial
/// is kept for an hour after it was last asked about; nothing is stored. The key is the trial's id, <c>{experiment}-{number}</c>.
/// </summary>
[Alias("FastOde.ITrialSamplingGrain")]
public interface ITrialSamplingGrain : IGrainWithStringKey
{
    /// <summary>Begins to make samples from the trial's newest checkpoint, or that of the step asked for. Those that were made before are gone.</summary>
    /// <param name="order">How many, and how.</param>
    /// <exception cref="KeyNotFoundException">There is no such trial.</exception>
    /// <exception cref="FormatException">No solver can do what is asked, or the trial keeps no checkpoint of the step.</exception>
    /// <exception cref="ExperimentRefusedException">Samples of it are being made, it has learned nothing yet, or too many orders wait.</exception>
    [Alias("Sample"), Change("trial.sample", Role.Operator)]
    Task<SamplingStatus> Sample(SampleOrder order);

    /// <summary>Has the samples not be made any further; harmless where none are.</summary>
    /// <returns>The order as it stands; null where there is none.</returns>
    [Alias("Cancel"), Change("trial.sample-cancel", Role.Operator)]
    Task<SamplingStatus?> Cancel();

    /// <summary>The newest order as it stands; null where there is none.</summary>
    [Alias("Status")]
    Task<SamplingStatus?> Status();

    /// <summary>What samples can be made by.</summary>
    [Alias("Choices")]
    Task<SamplingChoices> Choices();

    /// <summary>The samples beside data, where both are points in the plane; else null.</summary>
    /// <param name="key">The order.</param>
    [Alias("Points")]
    Task<SamplePoints?> Points(string key);

    /// <summary>The next part of a file that was made.</summary>
    /// <param name="key">The order.</param>
    /// <param name="name">One of <see cref="SamplingStatus.Files"/>.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <returns>The part; empty at the end.</returns>
    /// <exception cref="KeyNotFoundException">There is no such file any more.</exception>
    [Alias("Read")]
    Task<byte[]> Read(string key, string name, long offset);
}
