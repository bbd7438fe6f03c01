using System.Text.Json.Nodes;
using FastOde.Specs.Schema;
using FastOde.Specs.Words;
using FastOde.Specs.Yaml;

namespace FastOde.Specs.Reading;

/// <summary>Reads specs written in YAML, and so in JSON, by the keys of a schema: each key by itself, then whether it does anything.</summary>
/// <param name="schema">The keys.</param>
public sealed class SpecReader(SpecSchema schema)
{
    private const string Trial = "trial";

    /// <summary>The line of a key in a text that was found right.</summary>
    public static int LineOf(SpecSchema schema, string text, string path) => new SpecReader(schema).Read(text, new SpecProblems(""))?.Text.Line(path) ?? 1;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML or JSON text.</param>
    /// <param name="problems">Where problems go.</param>
    /// <returns>The spec, as much of it as is right; null where the text is none.</returns>
    public SpecDraft? Read(string text, SpecProblems problems)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (SpecNodeReader.Read(text, problems) is not { } root)
            return null;
        var places = new SpecText();
        var reader = new GroupReader(schema, places, problems);
        var tree = reader.Read(root, schema.Experiment, "");
        var trial = tree[Trial] as JsonObject ?? [];
        tree.Remove(Trial);
        trial[TrialTree.FormatKey] = TrialTree.Format;
        var template = new TrialTemplate(trial, schema);
        var spec = (ExperimentSpec)RecordTree.Read(schema.Experiment, tree) with { Source = text, Trial = template.Plain(), Template = template, Name = tree["name"]?.GetValue<string>() ?? "" };
        if (places.Find("search.space") is { } space)
            spec = spec with { Search = spec.Search with { Space = new SpaceReader(schema, places, problems).Read(space, trial, spec.Search.Sampler) } };
        if (problems.IsEmpty && spec.Trial.Function is null)
            IdleKeys.Report(schema, spec, places, problems);
        return new SpecDraft(spec, places);
    }

    /// <summary>Why an experiment cannot have a name that is given beside its spec; null where it can.</summary>
    public static string? NameProblem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return VisibleText.IndexOfHidden(name) is >= 0 and var at
            ? $"'{VisibleText.Of(name)}' has the character {VisibleText.Name(name[at])}; write it without."
            : SpecSchema.Standard.Experiment.Key("name", "")!.Rule!.Check(ParameterValue.Of(name));
    }
}
