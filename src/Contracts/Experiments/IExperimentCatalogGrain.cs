using FastOde.Contracts.Access;
using FastOde.Specs;

namespace FastOde.Contracts.Experiments;

/// <summary>
/// The door through which experiments come in (key 0): validates a spec, stores it with the number of its trials and starts
/// its <see cref="IExperimentGrain"/>, which adds the trials.
/// </summary>
[Alias("FastOde.IExperimentCatalogGrain")]
public interface IExperimentCatalogGrain : IGrainWithIntegerKey
{
    /// <summary>Validates without storing anything.</summary>
    [Alias("Validate")]
    Task<SpecReading> Validate(string text, string source);

    /// <summary>
    /// Stores and starts an experiment, or returns the problems of its spec. Its first trials are stored when this answers,
    /// and the others as their turn comes near.
    /// </summary>
    /// <param name="text">The spec, YAML or JSON.</param>
    /// <param name="source">Name of the text in problems.</param>
    /// <param name="key">
    /// Names the submission, such as <see cref="SubmissionKey.New"/> does. A key that is stored already gives the experiment
    /// that was stored with it, whatever the text.
    /// </param>
    [Alias("Submit"), Change("experiment.submit", Role.Operator)]
    Task<SubmitOutcome> Submit(string text, string source, string key);

    /// <summary>Starts every unfinished experiment again after a restart of the process.</summary>
    /// <returns>The experiments that were unfinished.</returns>
    [Alias("ResumeUnfinished")]
    Task<IReadOnlyList<long>> ResumeUnfinished();

    /// <summary>The example specs that come with the product.</summary>
    [Alias("Examples")]
    Task<IReadOnlyList<ExampleSpec>> Examples();
}
