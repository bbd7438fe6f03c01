using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.Grains.Specs.Rules;
using FastOde.Grains.Specs.Schema;
using FastOde.Grains.Specs.Yaml;
using FastOde.Search.Functions;

namespace FastOde.Grains.Specs;

/// <summary>Reads specs written in YAML; JSON is YAML.</summary>
/// <param name="datasets">
/// The data sets of images that were added: a spec that names another is refused. Null where they are not known; then any
/// name passes.
/// </param>
/// <param name="extractors">
/// The extractors of features that are there: a spec whose scores need another is refused. Null where they are not known.
/// </param>
public sealed class YamlSpecReader(ImageDatasetStore? datasets = null, FeatureExtractors? extractors = null) : ISpecReader
{
    private readonly DataShapes _shapes = new(datasets);
    private readonly KnownExtractors? _extractors = datasets is null || extractors is null ? null : new(datasets, extractors);

    /// <inheritdoc/>
    public SpecReading Read(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        var problems = new SpecProblems(source);
        var spec = SpecNodeReader.Read(text, problems) is { } root ? Read(root, problems) with { Source = text } : null;
        return problems.IsEmpty ? new SpecReading { Spec = spec } : new SpecReading { Problems = problems.InOrder };
    }

    /// <inheritdoc/>
    public TrialSpec Apply(TrialSpec trial, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(parameters);
        return trial.Function is { } function
            ? trial with { Arguments = Arguments(function, trial.Arguments, parameters) }
            : parameters.Aggregate(SpecSchema.Defaults with { Trial = trial }, (spec, parameter) => Set(spec, parameter.Key, parameter.Value)).Trial;
    }

    /// <summary>Why an experiment cannot have a name that is given beside its spec; null where it can.</summary>
    public static string? NameProblem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return VisibleText.IndexOfHidden(name) is >= 0 and var at
            ? $"'{VisibleText.Of(name)}' has the character {VisibleText.Name(name[at])}; write it without."
            : SpecSchema.Name.Check(ParameterValue.Of(name));
    }

    private ExperimentSpec Read(MappingNode root, SpecProblems problems)
    {
        var text = new SpecText(root, problems);
        var spec = SpecSchema.Keys.Aggregate(
            SpecSchema.Defaults, (spec, key) => text.Find(key.Path) is { } node ? key.Read(spec, node, problems) : spec);
        new SpecChecks(spec, text, problems, this, _shapes, _extractors).Run();
        return spec;
    }

    private static ExperimentSpec Set(ExperimentSpec spec, string path, ParameterValue value)
    {
        if (!SpecSchema.Parameters.TryGetValue(path, out var key))
            throw new ArgumentException(Wording.Unknown("key of the trial", path, [.. SpecSchema.Parameters.Keys]));
        Require(path, key.Rule, value);
        return key.Set(spec, value);
    }

    private static Dictionary<string, double> Arguments(
        string function, IReadOnlyDictionary<string, double> arguments, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var rules = FunctionKey.ArgumentRules(function)
            ?? throw new ArgumentException(Wording.Unknown("test function", function, TestFunctions.Names));
        var all = new Dictionary<string, double>(arguments);
        foreach (var (name, value) in parameters)
        {
            if (!rules.TryGetValue(name, out var rule))
                throw new ArgumentException(Wording.Unknown($"argument of {function}", name, [.. rules.Keys]));
            Require(name, rule, value);
            all[name] = value.Number!.Value;
        }

        return all;
    }

    private static void Require(string path, ValueRule rule, ParameterValue value)
    {
        if (rule.Check(value) is { } complaint)
            throw new ArgumentException($"{path}: {complaint}");
    }
}
