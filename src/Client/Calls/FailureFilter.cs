namespace FastOde.Client.Calls;

/// <summary>Says of a call that was not delivered that nobody answers, in the one way that connecting says it too.</summary>
/// <param name="endpoint">Where somebody was expected.</param>
internal sealed class FailureFilter(string endpoint) : IOutgoingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (OrleansException failure)
        {
            throw new FastOdeUnavailableException(endpoint, failure);
        }
    }
}
