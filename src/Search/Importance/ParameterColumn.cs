namespace FastOde.Search.Importance;

/// <summary>A parameter and its value in each trial, on the scale on which the search draws it.</summary>
/// <param name="Key">The parameter's key.</param>
/// <param name="Categories">How many values it can have that are in no order; 0 for a range.</param>
/// <param name="Values">
/// For a range a number from 0 to 1, every part as likely as its length; for categories their place from 0. NaN in a trial
/// that has no such parameter.
/// </param>
public sealed record ParameterColumn(string Key, int Categories, IReadOnlyList<double> Values);
