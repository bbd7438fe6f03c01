using FastOde.Specs.Earlier;
using FastOde.Specs.Rules;
using FastOde.Specs.Words;
using FastOde.Specs.Yaml;

namespace FastOde.Specs.Reading;

/// <summary>Reads one dimension of the search space: a list of values or a range, each value checked like the key itself.</summary>
/// <param name="path">The dimension's full path in the spec.</param>
/// <param name="rule">The values that its key takes.</param>
/// <param name="rules">The values that every key takes which a condition may name.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class DimensionReader(string path, ValueRule rule, IReadOnlyDictionary<string, ValueRule> rules, SpecProblems problems)
{
    /// <summary>The field with the scale of a range.</summary>
    internal const string Scale = "scale";

    private const string Log = "log";

    /// <summary>A range may miss a whole number of steps by this part through rounding.</summary>
    private const double Slack = 1e-9;

    private static readonly NameRule ScaleRule = new(Scale, ["linear", Log]);
    private static readonly NumberRule AnyStep = new(0, double.PositiveInfinity) { AboveMin = true };
    private static readonly WholeRule WholeStep = new(1, int.MaxValue);

    /// <summary>The fields of a dimension.</summary>
    internal static IReadOnlyList<string> Fields { get; } = ["values", "min", "max", "step", Scale, "when"];

    /// <summary>The dimension, or null after a problem was added. Conditions are read as they stand; they are checked once all dimensions are known.</summary>
    internal SearchDimension? Read(MappingEntry entry)
    {
        if (entry.Value is not MappingNode fields)
        {
            problems.Add(entry.Line, path, $"Expected {{ values: [...] }} or {{ min: ..., max: ... }}, found {entry.Value.Description}.");
            return null;
        }

        foreach (var field in fields.Entries.Where(field => !Fields.Contains(field.Key)))
            problems.Add(field.Line, $"{path}.{field.Key}", UnknownName.Describe("key", field.Key, Fields));
        var dimension = fields.Find("values") is { } values ? Listed(entry, fields, values) : Range(entry, fields);
        return dimension is null ? null : dimension with { When = Conditions(fields) };
    }

    private SearchDimension? Listed(MappingEntry entry, MappingNode fields, MappingEntry values)
    {
        foreach (var field in fields.Entries.Where(field => field.Key is "min" or "max" or "step" or Scale))
            problems.Add(field.Line, $"{path}.{field.Key}", "A dimension has values or a range, not both; remove one of the two.");
        if ((values.Value as SequenceNode)?.Items.OfType<ScalarNode>().Select(item => EarlierKeys.ValueAdvice(entry.Key, item.Text)).FirstOrDefault(advice => advice is not null) is { } advice)
        {
            problems.Add(values.Line, $"{path}.values", advice);
            return null;
        }

        return Scalars.ReadList(values.Value, $"{path}.values", rule, problems) is { } list
            ? new SearchDimension { Key = entry.Key, Values = list }
            : null;
    }

    private SearchDimension? Range(MappingEntry entry, MappingNode fields)
    {
        if (rule is not (NumberRule or WholeRule))
        {
            problems.Add(entry.Line, path, $"Expected {{ values: [...] }}, each {rule.Expected}.");
            return null;
        }

        var min = End(entry, fields, "min");
        var max = End(entry, fields, "max");
        var step = fields.Find("step") is { } field ? Scalars.Read(field.Value, $"{path}.step", rule is WholeRule ? WholeStep : AnyStep, problems)?.Number : null;
        var log = fields.Find(Scale) is { } scale && Scalars.Read(scale.Value, $"{path}.scale", ScaleRule, problems)?.Text == Log;
        if (min is null || max is null)
            return null;
        if (min >= max)
            problems.Add(fields.Find("max")!.Line, $"{path}.max", $"{max} is not above min, which is {min}.");
        else if (step > max - min)
            problems.Add(fields.Find("step")!.Line, $"{path}.step", $"{step} is more than the whole range from {min} to {max}.");
        else if (step > 0 && (max - min) / step is { } steps && Math.Abs(steps - Math.Round(steps)) > Slack * steps)
            problems.Add(fields.Find("step")!.Line, $"{path}.step", $"{step} does not divide the range from {min} to {max}: the last value would be {min + (Math.Floor(steps) * step)}; make that max, or change step.");
        if (log && min <= 0)
            problems.Add(fields.Find("min")!.Line, $"{path}.min", $"A log scale cannot start at {min}; expected a number above 0.");
        return new SearchDimension { Key = entry.Key, Min = min, Max = max, Step = step, Log = log };
    }

    private double? End(MappingEntry entry, MappingNode fields, string name)
    {
        if (fields.Find(name) is { } end)
            return Scalars.Read(end.Value, $"{path}.{name}", rule, problems)?.Number;
        problems.Add(entry.Line, path, $"There is no {name}; expected {{ values: [...] }} or {{ min: ..., max: ... }}.");
        return null;
    }

    private Dictionary<string, ParameterValue> Conditions(MappingNode fields)
    {
        var conditions = new Dictionary<string, ParameterValue>();
        if (fields.Find("when") is not { } when)
            return conditions;
        if (when.Value is not MappingNode { Entries.Count: > 0 } mapping)
        {
            problems.Add(when.Line, $"{path}.when", $"Expected a group of other keys and their values, such as {{ coupling.kind: learned }}; found {when.Value.Description}.");
            return conditions;
        }

        foreach (var condition in mapping.Entries)
        {
            if (condition.Value is ScalarNode scalar && Meaning(condition.Key, scalar) is { } value)
                conditions[condition.Key] = value;
            else
                problems.Add(condition.Line, $"{path}.when.{condition.Key}", $"Expected a single value, found {condition.Value.Description}.");
        }

        return conditions;
    }

    /// <summary>A value means in a condition what it means for the key that the condition names.</summary>
    private ParameterValue? Meaning(string key, ScalarNode scalar) => rules.TryGetValue(key, out var named) ? named.Interpret(scalar) : scalar.Value;
}
