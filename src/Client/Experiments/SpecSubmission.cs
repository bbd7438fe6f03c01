using FastOde.Contracts.Experiments;

namespace FastOde.Client.Experiments;

/// <summary>Sends a spec until an answer comes back; however often it is sent, it is stored once.</summary>
public static class SpecSubmission
{
    // The first may still be at work while the next arrives; the key makes them one.
    private const int Tries = 5;

    /// <summary>Sends a spec.</summary>
    /// <param name="catalog">Who takes it.</param>
    /// <param name="text">The spec, YAML or JSON.</param>
    /// <param name="source">Name of the text in problems.</param>
    /// <param name="key">Names the submission.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">No answer came, however often it was sent.</exception>
    public static async Task<SubmitOutcome> Send(
        IExperimentCatalogGrain catalog, string text, string source, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        for (var left = Tries - 1; ; left--)
        {
            try
            {
                return await catalog.Submit(text, source, key).WaitAsync(cancellationToken);
            }
            catch (TimeoutException) when (left > 0)
            {
                // The answer is late or lost.
            }
        }
    }
}
