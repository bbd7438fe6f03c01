namespace FastOde.Specs.Keys;

/// <summary>Something wrong between keys.</summary>
/// <param name="Key">The key to blame: its name in its record, or its path within the trial once the trial speaks.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record KeyProblem(string Key, string Message);
