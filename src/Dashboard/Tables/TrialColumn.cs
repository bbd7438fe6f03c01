namespace FastOde.Dashboard.Tables;

/// <summary>A column of a table of trials.</summary>
/// <param name="Key">What the address calls it: a word of <see cref="TrialColumns"/>, a key of the search, or a cell such as <c>fid@euler-4</c>.</param>
/// <param name="Title">What stands in its head.</param>
/// <param name="Kind">Where its values come from.</param>
public sealed record TrialColumn(string Key, string Title, TrialColumnKind Kind)
{
    /// <summary>Whether assignments have it, as well as single trials.</summary>
    public bool IsOfAssignments => Kind is TrialColumnKind.Parameter or TrialColumnKind.Cell;
}
