namespace FastOde.Storage.Results;

/// <summary>Tells what trials have taken.</summary>
public interface ICompletedTrials
{
    /// <summary>The latest trials that completed by their first attempt, by assignment.</summary>
    /// <param name="most">Trials to look at, at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<CompletedTrials>> Latest(int most, CancellationToken cancellationToken);
}
