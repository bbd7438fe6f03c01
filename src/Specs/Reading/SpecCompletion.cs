using FastOde.Specs.Rules;
using FastOde.Specs.Schema;

namespace FastOde.Specs.Reading;

/// <summary>Says which keys and values of the schema may stand at a place of a spec's text, which need not be whole yet.</summary>
/// <param name="schema">The keys of a spec.</param>
/// <param name="names">The names there are of something that has more than a schema can list: <c>data set</c>, <c>solver</c>.</param>
public sealed class SpecCompletion(SpecSchema schema, Func<string, IReadOnlyList<string>> names)
{
    private static readonly string[] Space = ["search", "space"];

    private static readonly Dictionary<string, string> DimensionFields = new()
    {
        ["values"] = "The values to try.",
        ["min"] = "The least value of a range.",
        ["max"] = "The greatest value of a range.",
        ["step"] = "The step between the values of a range.",
        [DimensionReader.Scale] = "How a range is searched: linear or log.",
        ["when"] = "Values of other keys with which this one is searched.",
    };

    /// <summary>What may stand at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="caret">The place: characters before it, from 0 to the text's length.</param>
    public SpecSuggestions At(string text, int caret)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(caret);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(caret, text.Length);
        var end = caret;
        while (end < text.Length && IsOfWord(text[end]))
            end++;
        if (SpecOutline.Read(text[..caret]).End is not { } place)
            return new(caret, caret, []);
        var whole = SpecOutline.Read(text);
        var start = caret - place.Word.Length;
        var written = text[start..end];
        var found = (place.Key is null ? Keys(place, whole, written) : Values(place, whole)).DistinctBy(item => item.Word).ToList();
        List<SpecSuggestion> items =
        [
            .. found.Where(item => item.Word.StartsWith(place.Word, StringComparison.OrdinalIgnoreCase)),
            .. found.Where(item => place.Word.Length > 1 && item.Word.IndexOf(place.Word, StringComparison.OrdinalIgnoreCase) > 0),
        ];
        return new(start, end, items is [var only] && only.Word == written && place.Key is not null ? [] : items);
    }

    private IEnumerable<SpecSuggestion> Keys(OutlinePlace place, SpecOutline whole, string written)
    {
        bool IsFree(string key) => key == written || !whole.Has([.. place.Group, key]);
        if (Inside(place.Group, whole) is not { } scope)
            return [];
        if (scope.IsSpace)
            return schema.Parameters.Keys.Where(IsFree).Select(key => Key(key, place, SpecMeanings.Of($"trial.{key}"), isGroup: true));
        if (scope.IsConditions)
            return schema.Parameters.Keys.Where(IsFree).Select(key => Key(key, place, SpecMeanings.Of($"trial.{key}"), isGroup: false));
        if (scope.Dimension is not null)
            return DimensionFields.Where(field => IsFree(field.Key)).Select(field => Key(field.Key, place, field.Value, isGroup: false));
        if (scope.IsSolvers)
            return names("solver").Where(IsFree).Select(solver => new SpecSuggestion(solver, $"{solver}: []", 1, ""));
        if (scope.Group is not { } group)
            return [];
        var keys = group.IsFamily && Kind(group, place.Group, whole) is { } kind && group.Find(kind) is { } record ? record.Keys : group.Keys;
        var own = keys.Where(key => IsFree(key.Name)).Select(key => Key(key.Name, place, Meaning(place.Group, key.Name), IsPlainGroup(key)));
        return group.IsFamily && IsFree(GroupShape.KindKey) ? own.Prepend(Key(GroupShape.KindKey, place, Meaning(place.Group, GroupShape.KindKey), isGroup: false)) : own;
    }

    private IEnumerable<SpecSuggestion> Values(OutlinePlace place, SpecOutline whole)
    {
        if (place.Key == "function" && place.Group is ["trial"])
            return schema.Vocabulary.Functions.Keys.Select(name => Value(name));
        if (Inside(place.Group, whole) is not { } scope)
            return [];
        if (scope.IsSpace)
            return place.IsFlow ? [] : [new("values", "{ values: [] }", 3, DimensionFields["values"]), new("range", "{ min: , max: }", 8, "From a least to a greatest value.")];
        if (scope.IsConditions)
            return schema.Parameters.TryGetValue(place.Key!, out var conditioned) ? Of(conditioned) : [];
        if (scope.Dimension is { } searched)
            return place.Key switch { "values" => Of(searched), DimensionReader.Scale => [Value("linear", "default"), Value("log")], _ => [] };
        if (scope.Group is not { } group)
            return [];
        if (group.IsFamily && place.Key == GroupShape.KindKey)
            return group.Kinds.Select(kind => Value(kind, kind == group.Standard ? "default" : ""));
        var key = group.Key(place.Key!, Kind(group, place.Group, whole) ?? group.Standard);
        return key switch
        {
            null => [],
            { Form: KeyForm.Single or KeyForm.List } when place.Group is ["trial", "data"] && place.Key == "name" => names("data set").Select(name => Value(name)),
            { Form: KeyForm.Single or KeyForm.List, Rule: { } rule } => Of(rule),
            { Form: KeyForm.Kinds } => key.Group!.Kinds.Select(kind => Value(kind)),
            { Form: KeyForm.Group, Group.IsFamily: true } when !place.IsFlow => key.Group!.Kinds.Select(kind => new SpecSuggestion(kind, $"{{ kind: {kind} }}", 2, kind == key.Group.Standard ? "default" : "")),
            _ => [],
        };
    }

    /// <summary>What stands in a group; null where the schema knows none.</summary>
    private Scope? Inside(IReadOnlyList<string> path, SpecOutline whole)
    {
        var scope = new Scope { Group = schema.Experiment };
        for (var at = 0; at < path.Count; at++)
        {
            var word = path[at];
            if (scope.IsSpace)
                scope = schema.Parameters.TryGetValue(word, out var rule) ? new() { Dimension = rule } : null;
            else if (scope.Dimension is not null)
                scope = word == "when" ? new() { IsConditions = true } : null;
            else if (word.StartsWith('[') || scope.Group is not { } group)
                scope = word.StartsWith('[') ? scope : null;
            else
                scope = group.Key(word, Kind(group, [.. path.Take(at)], whole) ?? group.Standard) is { } key ? Scope.Of(key) : null;
            if (scope is null)
                return null;
        }

        return scope;
    }

    /// <summary>The kind of a family's group; null where several are searched.</summary>
    private static string? Kind(GroupShape group, IReadOnlyList<string> path, SpecOutline whole)
    {
        if (path is ["trial", ..] && whole.Has([.. Space, $"{string.Join('.', path.Skip(1))}.{GroupShape.KindKey}"]))
            return null;
        return whole.Value([.. path, GroupShape.KindKey]) ?? group.Standard;
    }

    private static IEnumerable<SpecSuggestion> Of(ValueRule rule) => rule switch
    {
        NameRule names => names.Names.Select(name => Value(name)),
        KindsRule kinds => kinds.Names.Select(name => Value(name)),
        FlagRule => [Value("true"), Value("false")],
        _ => [],
    };

    private static SpecSuggestion Value(string word, string detail = "") => new(word, word, 0, detail);

    private static SpecSuggestion Key(string key, OutlinePlace place, string detail, bool isGroup) => isGroup switch
    {
        true when place.IsFlow => new(key, $"{key}: {{  }}", 2, detail),
        true => new(key, $"{key}:\n{new string(' ', place.Indent + 2)}", 0, detail),
        _ => new(key, $"{key}: ", 0, detail),
    };

    /// <summary>Whether what is inside is written below a key: not a family, whose kind may stand beside it.</summary>
    private static bool IsPlainGroup(KeyShape key) => key.Form is KeyForm.Solvers or KeyForm.Space or KeyForm.Overrides || key is { Form: KeyForm.Group, Group.IsFamily: false };

    /// <summary>What a key means; of a family's group, what its kind does.</summary>
    private static string Meaning(IReadOnlyList<string> group, string key)
    {
        var path = string.Concat(group.Select(word => word.StartsWith('[') ? "[]." : $"{word}.")).Replace(".[]", "[]", StringComparison.Ordinal) + key;
        return SpecMeanings.Of(path) is { Length: > 0 } own ? own : SpecMeanings.Of($"{path}.{GroupShape.KindKey}");
    }

    private static bool IsOfWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '@';

    /// <summary>What a group of a spec is.</summary>
    private sealed record Scope
    {
        public GroupShape? Group { get; init; }

        public bool IsSpace { get; init; }

        public bool IsSolvers { get; init; }

        public bool IsConditions { get; init; }

        public ValueRule? Dimension { get; init; }

        public static Scope? Of(KeyShape key) => key.Form switch
        {
            KeyForm.Group or KeyForm.Overrides or KeyForm.Kinds => new() { Group = key.Group },
            KeyForm.Space => new() { IsSpace = true },
            KeyForm.Solvers => new() { IsSolvers = true },
            _ => null,
        };
    }
}
