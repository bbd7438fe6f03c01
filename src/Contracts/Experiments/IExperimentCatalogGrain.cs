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
    /// <summary>Says what a submission would be refused for, the experiments and trials of the database that the spec names among it; stores nothing.</summary>
    [Alias("Validate")]
    Task<SpecReading> Validate(string text, string source);

    /// <summary>What a spec would take if it were submitted now.</summary>
    /// <param name="text">The spec, YAML or JSON.</param>
    /// <returns>The estimate; null where the spec is not valid.</returns>
    [Alias("Estimate")]
    Task<SweepEstimate?> Estimate(string text);

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

    /// <summary>Changes the name, the notes or the tags of an experiment; its spec stays as it was submitted.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="ExperimentRefusedException">Something of it cannot be stored.</exception>
    [Alias("Edit"), Change("experiment.edit", Role.Operator)]
    Task Edit(long experimentId, ExperimentEdit edit);

    /// <summary>Takes an experiment out of the usual lists; nothing else changes.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    [Alias("Archive"), Change("experiment.archive", Role.Operator)]
    Task Archive(long experimentId);

    /// <summary>Puts an archived experiment back.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    [Alias("Restore"), Change("experiment.restore", Role.Operator)]
    Task Restore(long experimentId);

    /// <summary>
    /// Deletes an experiment that has ended. Until the moment that is returned nothing of it is removed; then its files and
    /// rows go.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="ExperimentRefusedException">It has not ended, or another experiment learns from it.</exception>
    [Alias("Delete"), Change("experiment.delete", Role.Operator)]
    Task<DateTimeOffset> Delete(long experimentId);

    /// <summary>Takes a deletion back.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="ExperimentRefusedException">Its removal has begun.</exception>
    [Alias("Undelete"), Change("experiment.undelete", Role.Operator)]
    Task Undelete(long experimentId);

    /// <summary>Tells an observer when lists have changed; repeat at least every minute to stay subscribed.</summary>
    /// <returns>Whether it was subscribed until now; where it was not, it may have missed something and reads anew.</returns>
    [Alias("Subscribe")]
    Task<bool> Subscribe(ICatalogObserver observer);

    /// <summary>Has those who watch told that notices were stored. Called by the process that has stored them.</summary>
    [Alias("NoticesAdded")]
    Task NoticesAdded();

    /// <summary>Stops telling an observer.</summary>
    [Alias("Unsubscribe")]
    Task Unsubscribe(ICatalogObserver observer);
}
