namespace FastOde.Search.Importance;

/// <summary>How much of the variance of the objective one parameter makes by itself.</summary>
/// <param name="Key">The parameter's key.</param>
/// <param name="Share">Its share of the variance, from 0 to 1: the mean over trees.</param>
/// <param name="Deviation">Standard deviation of the share over trees: how much it depends on which trials there are.</param>
/// <param name="Trials">Trials that have the parameter.</param>
public sealed record ParameterImportance(string Key, double Share, double Deviation, int Trials);
