namespace FastOde.Search.Functions;

/// <summary>An argument of a test function.</summary>
/// <param name="Name">Its name, unique in the function.</param>
/// <param name="Min">The lower end of the usual domain.</param>
/// <param name="Max">The upper end of the usual domain.</param>
public sealed record FunctionArgument(string Name, double Min, double Max);
