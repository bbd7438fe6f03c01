using System.Text.RegularExpressions;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>What a data set of images may be called: a word that a spec, a metric and a folder can all carry.</summary>
public static partial class DatasetName
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "1 to 64 lower-case letters, digits, '-' and '_', the first a letter or digit";

    /// <summary>Whether a text is such a name.</summary>
    public static bool IsValid(string text) => Pattern().IsMatch(text);

    /// <summary>Refuses a name that a new data set cannot have.</summary>
    /// <exception cref="ImageDatasetException">It breaks the rule, or is that of a data set of points.</exception>
    internal static void Require(string name)
    {
        if (!IsValid(name))
            throw new ImageDatasetException($"'{name}' cannot be the name of a data set; expected {Rule}, such as mnist or faces-64.");
        if (DatasetCatalog.Datasets.Names.Contains(name))
            throw new ImageDatasetException($"'{name}' is the data set of points that comes with FastOde; choose another name.");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,63}\\z")]
    private static partial Regex Pattern();
}
