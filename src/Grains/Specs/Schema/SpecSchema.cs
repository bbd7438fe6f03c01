using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Rules;
using FastOde.Grains.Specs.Space;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs.Schema;

/// <summary>
/// Every key of a spec, once: reading, assignments, the nearest names in messages and the check of the documentation
/// all use this table.
/// </summary>
internal static class SpecSchema
{
    private const string TrialPrefix = "trial.";
    private const string Minimize = "minimize";
    private const string Maximize = "maximize";

    /// <summary>What an experiment can be called.</summary>
    internal static readonly ValueRule Name = new TextRule(200);

    private static readonly ObjectiveSpec NoObjective = new() { Metric = "" };

    private static readonly SpecSection<ExperimentSpec> Root = new("", spec => spec, (_, changed) => changed);
    private static readonly SpecSection<SearchSpec> Search = new("search.", spec => spec.Search, (spec, part) => spec with { Search = part });
    private static readonly SpecSection<ObjectiveSpec> Objective = new("objective.", spec => spec.Objective ?? NoObjective, (spec, part) => spec with { Objective = part });
    private static readonly SpecSection<LimitsSpec> Limits = new("limits.", spec => spec.Limits, (spec, part) => spec with { Limits = part });

    /// <summary>A spec in which every key has its default.</summary>
    internal static ExperimentSpec Defaults { get; } = new() { Name = "", Trial = new TrialSpec() };

    /// <summary>The keys in the order in which they are read: the space needs the trial and the sampler.</summary>
    internal static IReadOnlyList<SpecKey> Keys { get; } =
    [
        Root.Text("name", Name, spec => spec.Name.Length == 0 ? null : spec.Name, (spec, text) => spec with { Name = text }),
        Root.List(
            "seeds", new WholeRule(0, WholeNumber.Largest), spec => spec.Seeds.Select(seed => ParameterValue.Of(seed)),
            (spec, seeds) => spec with { Seeds = [.. seeds.Select(seed => (long)seed.Number!.Value)] }),
        .. TrialKeys.All,
        Search.Name("sampler", "sampler", SamplerCatalog.Names, search => search.Sampler, (search, name) => search with { Sampler = name }),
        Search.Whole("trials", new WholeRule(1, TrialPlanner.MaximumTrials), search => search.Trials, (search, number) => search with { Trials = (int)number }),
        Search.Whole("seed", new WholeRule(0, WholeNumber.Largest), search => search.Seed, (search, number) => search with { Seed = number }),
        Search.Name("pruner", "pruner", ["none"], search => search.Pruner, (search, name) => search with { Pruner = name }),
        new SpaceKey(),
        Objective.Text("metric", new CellRule(), objective => objective.Metric.Length == 0 ? null : objective.Metric, (objective, cell) => objective with { Metric = cell }),
        Objective.Name(
            "direction", "direction", [Minimize, Maximize],
            objective => objective.Maximize ? Maximize : Minimize, (objective, name) => objective with { Maximize = name == Maximize }),
        Limits.Whole("concurrentTrials", new WholeRule(1, 65_536), limits => limits.ConcurrentTrials, (limits, number) => limits with { ConcurrentTrials = (int)number }),
        Limits.Whole("retries", new WholeRule(0, 100), limits => limits.Retries, (limits, number) => limits with { Retries = (int)number }),
        Limits.Whole("priority", new WholeRule(-1000, 1000), limits => limits.Priority, (limits, number) => limits with { Priority = (int)number }),
    ];

    /// <summary>The keys that an assignment may set, by their path within the trial.</summary>
    internal static IReadOnlyDictionary<string, ScalarKey> Parameters { get; } = Keys
        .OfType<ScalarKey>()
        .Where(key => key.Path.StartsWith(TrialPrefix, StringComparison.Ordinal))
        .ToDictionary(key => key.Path[TrialPrefix.Length..]);

    /// <summary>The words that may follow a prefix such as <c>trial.coupling.</c> (empty for the root).</summary>
    internal static IReadOnlyList<string> Words(string prefix) => [.. Keys
        .Where(key => key.Path.StartsWith(prefix, StringComparison.Ordinal))
        .Select(key => key.Path[prefix.Length..].Split('.')[0])
        .Distinct()];
}
