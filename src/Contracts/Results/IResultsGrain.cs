namespace FastOde.Contracts.Results;

/// <summary>Answers <see cref="IResultQueries"/> for remote clients (key 0, stateless).</summary>
[Alias("FastOde.IResultsGrain")]
public interface IResultsGrain : IGrainWithIntegerKey, IResultQueries;
