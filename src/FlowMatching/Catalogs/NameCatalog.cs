namespace FastOde.FlowMatching.Catalogs;

/// <summary>A fixed set of things a spec can name: paths, data sets, solvers.</summary>
/// <typeparam name="T">What a name stands for.</typeparam>
public sealed class NameCatalog<T>
{
    private readonly string kind;
    private readonly Dictionary<string, T> entries;

    /// <summary>Collects the entries under their names.</summary>
    /// <param name="kind">What the entries are, in the user's words; it begins the message about an unknown name.</param>
    /// <param name="entries">The entries, in the order in which they are listed; at least one.</param>
    /// <param name="name">The spec name of an entry; no two may be equal.</param>
    public NameCatalog(string kind, IEnumerable<T> entries, Func<T, string> name)
    {
        this.kind = kind;
        All = [.. entries];
        Names = [.. All.Select(name)];
        this.entries = All.ToDictionary(name, StringComparer.Ordinal);
    }

    /// <summary>Every entry, in the catalog's order.</summary>
    public IReadOnlyList<T> All { get; }

    /// <summary>Every name, in the catalog's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The entry a spec names.</summary>
    /// <exception cref="UnknownNameException">No entry has this name.</exception>
    public T Find(string name) =>
        entries.TryGetValue(name, out var entry) ? entry : throw new UnknownNameException(kind, name, Names);
}
