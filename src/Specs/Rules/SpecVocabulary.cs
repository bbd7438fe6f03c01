namespace FastOde.Specs.Rules;

/// <summary>The names and forms that specs use and others know: paths, metrics, samplers, devices, solvers, functions.</summary>
public sealed record SpecVocabulary
{
    /// <summary>The names of each topic, such as <c>path</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Names { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The forms of text, by name.</summary>
    public IReadOnlyDictionary<string, TextForm> Forms { get; init; } = new Dictionary<string, TextForm>();

    /// <summary>The functions that can be evaluated instead of training, with their arguments.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ArgumentRange>> Functions { get; init; } = new Dictionary<string, IReadOnlyList<ArgumentRange>>();

    /// <summary>What is wrong with a solver and its numbers: the number's place, null for the solver itself, and why.</summary>
    public Func<SolverSpec, IReadOnlyList<(int? Place, string Message)>> Solvers { get; init; } = _ => [];

    /// <summary>The rule for names of a topic; any text where nobody knows them.</summary>
    internal ValueRule NamesOf(string topic) => Names.TryGetValue(topic, out var names) ? new NameRule(topic, names) : new TextRule(TextForm.Any);
}
