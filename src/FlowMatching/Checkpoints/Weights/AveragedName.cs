using System.Text.RegularExpressions;

namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>
/// Reads from the names of dictionaries what they hold. Whole words decide: <c>model_ema</c>, <c>emaModel</c> and
/// <c>shadow_params</c> hold averaged weights, <c>schema</c> and <c>exp_avg</c> do not.
/// </summary>
internal static partial class AveragedName
{
    private static readonly HashSet<string> Averages = new(["ema", "emas", "shadow", "average", "averages", "averaged", "polyak", "swa"], StringComparer.Ordinal);

    // Beside its average, a state of averaging may keep the weights as trained, such as collected_params or online_model.
    private static readonly HashSet<string> Trained = new(["online", "collected", "backup", "raw", "no", "non", "not", "without", "before"], StringComparer.Ordinal);

    /// <summary>Whether what lies under a path is averaged. The innermost dictionary that says so, or says otherwise, decides.</summary>
    /// <param name="path">Names of dictionaries from the outermost inwards, joined by dots.</param>
    public static bool IsAverage(string path)
    {
        foreach (var name in path.Split('.').Reverse())
        {
            var words = Words(name);
            if (words.Any(Trained.Contains))
                return false;
            if (words.Any(Averages.Contains))
                return true;
        }

        return false;
    }

    /// <summary>Whether a path leads to an encoder: training scripts write the forward process below such names; no network has them itself.</summary>
    /// <param name="path">Names joined by dots.</param>
    public static bool IsEncoder(string path) => path.Split('.').Select(Words).Any(words => words
        .Where((word, i) => word == "encoder" || (word.StartsWith("forward", StringComparison.Ordinal) && (i == 0 || words[i - 1] != "feed")))
        .Any());

    private static string[] Words(string name) => [.. Word().Matches(name).Select(word => word.Value.ToLowerInvariant())];

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Nd}+")]
    private static partial Regex Word();
}
