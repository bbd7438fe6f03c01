using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FastOde.Specs.Reading;

/// <summary>Where a spec names trials and experiments that are stored: its teachers, and those that its search learns from.</summary>
public static class TrialNames
{
    /// <summary>The group of a spec with <see cref="From"/>.</summary>
    public const string Search = "search";

    /// <summary>The key with the experiments that a search learns from.</summary>
    public const string From = "from";

    private const string Teacher = "teacher";

    /// <summary>Whether a key, or a path into the trial, names a teacher.</summary>
    public static bool IsTeacher(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key == Teacher || key.EndsWith($".{Teacher}", StringComparison.Ordinal);
    }

    /// <summary>The id of a trial with that of its experiment replaced; a text that is none stays as it is.</summary>
    /// <param name="text">Such as <c>3-12</c>.</param>
    /// <param name="idOf">The new id of an experiment.</param>
    public static string Renumbered(string text, Func<long, long> idOf)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(idOf);
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var experiment)
            && int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? string.Create(CultureInfo.InvariantCulture, $"{idOf(experiment)}{text[dash..]}")
            : text;
    }

    /// <summary>A spec's text with other ids of experiments; the rest, comments included, stays as it is.</summary>
    /// <param name="text">A spec in YAML or JSON; one that cannot be read stays as it is.</param>
    /// <param name="idOf">The new id of an experiment.</param>
    public static string RenumberedSpec(string text, Func<long, long> idOf)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!SpecOverrides.IsReadable(text))
            return text;
        var names = new Dictionary<int, YamlScalarNode>();
        var root = TextEnds.Root(text);
        Find(root, isTeacher: false, names);
        if (root is YamlMappingNode spec && Child(spec, Search) is YamlMappingNode search && Child(search, From) is YamlSequenceNode from)
        {
            foreach (var id in from.Children.OfType<YamlScalarNode>())
                names[(int)id.Start.Index] = id;
        }

        // From the end, so that places before it stay what they are.
        return names.OrderByDescending(name => name.Key).Aggregate(text, (before, name) => Replace(before, name.Value, idOf));
    }

    private static void Find(YamlNode node, bool isTeacher, Dictionary<int, YamlScalarNode> names)
    {
        switch (node)
        {
            case YamlScalarNode scalar when isTeacher:
                names[(int)scalar.Start.Index] = scalar;
                break;
            case YamlSequenceNode list:
                foreach (var child in list.Children)
                    Find(child, isTeacher, names);
                break;
            case YamlMappingNode group:
                foreach (var (key, value) in group.Children)
                    Find(value, isTeacher || (key is YamlScalarNode { Value: { } word } && IsTeacher(word)), names);
                break;
            default:
                break;
        }
    }

    private static YamlNode? Child(YamlMappingNode group, string key) => group.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static string Replace(string text, YamlScalarNode name, Func<long, long> idOf)
    {
        var old = name.Value ?? "";
        var changed = long.TryParse(old, NumberStyles.None, CultureInfo.InvariantCulture, out var experiment)
            ? idOf(experiment).ToString(CultureInfo.InvariantCulture)
            : Renumbered(old, idOf);
        if (changed == old)
            return text;
        var quote = name.Style switch
        {
            ScalarStyle.SingleQuoted => "'",
            ScalarStyle.DoubleQuoted => "\"",
            _ => "",
        };
        return $"{text[..(int)name.Start.Index]}{quote}{changed}{quote}{text[TextEnds.Of(text, name)..]}";
    }
}
