using System.Text.Json.Nodes;
using FastOde.Specs.Rules;
using FastOde.Specs.Schema;
using FastOde.Specs.Words;
using FastOde.Specs.Yaml;

namespace FastOde.Specs.Reading;

/// <summary>Reads a trial that evaluates a function: what stands beside its name are arguments that the search does not set.</summary>
/// <param name="vocabulary">Knows the functions.</param>
/// <param name="text">Learns where keys stand.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class FunctionReader(SpecVocabulary vocabulary, SpecText text, SpecProblems problems)
{
    /// <summary>The path of the function's name.</summary>
    internal const string Path = "trial.function";

    /// <summary>The names of functions.</summary>
    internal static NameRule Names(SpecVocabulary vocabulary) => new("test function", [.. vocabulary.Functions.Keys]);

    /// <summary>The arguments of a function and the values they take; null where there is no such function.</summary>
    internal static Dictionary<string, ValueRule>? Rules(SpecVocabulary vocabulary, string function) =>
        vocabulary.Functions.GetValueOrDefault(function)?.ToDictionary(argument => argument.Name, argument => (ValueRule)new NumberRule(argument.Min, argument.Max));

    /// <summary>The tree of the trial.</summary>
    internal JsonObject Read(MappingNode trial)
    {
        foreach (var entry in trial.Entries)
            text.Add($"trial.{entry.Key}", entry);
        var written = trial.Find("function")!.Value;
        if (Scalars.Read(written, Path, Names(vocabulary), problems) is not { Text: { } name })
            return new() { ["function"] = written.Description };

        var rules = Rules(vocabulary, name)!;
        JsonObject arguments = [];
        foreach (var entry in trial.Entries.Where(entry => entry.Key != "function"))
        {
            var path = $"trial.{entry.Key}";
            if (!rules.TryGetValue(entry.Key, out var rule))
                problems.Add(entry.Line, path, UnknownName.Describe($"argument of {name}", entry.Key, [.. rules.Keys]));
            else if (Scalars.Read(entry.Value, path, rule, problems) is { } number)
                arguments[entry.Key] = RecordTree.Node(number);
        }

        return new() { ["function"] = name, ["arguments"] = arguments };
    }
}
