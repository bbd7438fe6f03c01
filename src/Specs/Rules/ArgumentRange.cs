namespace FastOde.Specs.Rules;

/// <summary>An argument of a function, with the values it takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The largest value.</param>
public sealed record ArgumentRange(string Name, double Min, double Max);
