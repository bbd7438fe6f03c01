namespace FastOde.Dashboard.Tables;

/// <summary>What is asked of a table of trials; all of it stands in the address.</summary>
/// <param name="Filter">Which trials, as <c>TrialQuery</c> reads it; null for all.</param>
/// <param name="Columns">Keys of the columns between the first and the objective, in order; null for the usual ones.</param>
/// <param name="Sort">The column it is sorted by; null for the number.</param>
/// <param name="IsDescending">Whether the largest comes first.</param>
/// <param name="IsGrouped">Whether a row is an assignment with all its seeds.</param>
public sealed record TrialTableRequest(string? Filter = null, IReadOnlyList<string>? Columns = null, string? Sort = null, bool IsDescending = false, bool IsGrouped = false)
{
    /// <summary>Key of the filter in the address.</summary>
    public const string FilterKey = "filter";

    /// <summary>Key of the columns in the address.</summary>
    public const string ColumnsKey = "columns";

    /// <summary>Key of the grouping in the address.</summary>
    public const string GroupKey = "group";

    /// <summary>The grouping by assignment, as the address has it.</summary>
    public const string ByAssignment = "assignment";

    private const char Separator = ',';

    /// <summary>Reads the request of an address.</summary>
    /// <param name="query">Gives the value of a key; null where there is none.</param>
    public static TrialTableRequest Of(Func<string, string?> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(
            query(FilterKey) is { Length: > 0 } filter ? filter : null,
            query(ColumnsKey)?.Split(Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            query("sort") is { Length: > 0 } sort ? sort : null,
            query("descending") is not null,
            query(GroupKey) == ByAssignment);
    }

    /// <summary>Columns as the address has them.</summary>
    /// <param name="columns">Their keys in order.</param>
    public static string ColumnsText(IEnumerable<string> columns) => string.Join(Separator, columns);

    /// <summary>The request as the query of an address; empty where nothing is asked.</summary>
    public string Query
    {
        get
        {
            (string Key, string? Value)[] parts =
            [
                (FilterKey, Filter), (ColumnsKey, Columns is null ? null : ColumnsText(Columns)), ("sort", Sort),
                ("descending", IsDescending ? "1" : null), (GroupKey, IsGrouped ? ByAssignment : null),
            ];
            return string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value!)}"));
        }
    }
}
