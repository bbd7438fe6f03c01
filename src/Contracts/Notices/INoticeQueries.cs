namespace FastOde.Contracts.Notices;

/// <summary>Reads what has happened.</summary>
public interface INoticeQueries
{
    /// <summary>The latest notices after one, the newest first.</summary>
    /// <param name="after">Id of the last that is known; 0 for none.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<Notice>> Notices(long after, int take, CancellationToken cancellationToken = default);
}
