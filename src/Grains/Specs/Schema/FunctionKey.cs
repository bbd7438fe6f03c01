using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Rules;
using FastOde.Grains.Specs.Yaml;
using FastOde.Search.Functions;

namespace FastOde.Grains.Specs.Schema;

/// <summary>The key <c>trial.function</c> and, beside it, the arguments that the search space does not set.</summary>
internal sealed record FunctionKey() : SpecKey(FullPath)
{
    internal const string FullPath = "trial.function";

    private static readonly NameRule Name = new("test function", TestFunctions.Names);

    internal override string Expected => Name.Expected;

    internal override string? Default => null;

    /// <summary>The arguments of a function and the values they take; null where there is no such function.</summary>
    internal static Dictionary<string, ValueRule>? ArgumentRules(string function) => TestFunctions.Find(function)?.Arguments
        .ToDictionary(argument => argument.Name, argument => (ValueRule)new NumberRule(argument.Min, argument.Max));

    /// <param name="spec">The spec so far.</param>
    /// <param name="node">The whole of <c>trial</c>.</param>
    /// <param name="problems">Where problems go.</param>
    internal override ExperimentSpec Read(ExperimentSpec spec, SpecNode node, SpecProblems problems)
    {
        var trial = (MappingNode)node;
        var written = trial.Find("function")!.Value;
        if (Scalars.Read(written, Path, Name, problems) is not { Text: { } name })
            return spec with { Trial = new TrialSpec { Function = written.Description } };

        var rules = ArgumentRules(name)!;
        var arguments = new Dictionary<string, double>();
        foreach (var entry in trial.Entries.Where(entry => entry.Key != "function"))
        {
            var path = $"trial.{entry.Key}";
            if (!rules.TryGetValue(entry.Key, out var rule))
                problems.Add(entry.Line, path, Wording.Unknown($"argument of {name}", entry.Key, [.. rules.Keys]));
            else if (Scalars.Read(entry.Value, path, rule, problems)?.Number is { } number)
                arguments[entry.Key] = number;
        }

        return spec with { Trial = new TrialSpec { Function = name, Arguments = arguments } };
    }
}
