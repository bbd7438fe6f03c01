using System.CommandLine;
using System.Text.RegularExpressions;

namespace FastOde.Silo.Commands;

/// <summary>The argument TRIAL of commands that use what a trial has learned.</summary>
internal static partial class TrialArgument
{
    /// <summary>The argument.</summary>
    public static Argument<string> Create() => new("TRIAL")
    {
        Description = "The trial, as EXPERIMENT-NUMBER such as 3-1.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!IsTrial(text))
                result.AddError($"'{text}' is not a trial; expected EXPERIMENT-NUMBER such as 3-1");
            return text;
        },
    };

    /// <summary>Whether a text has the form of a trial's id.</summary>
    public static bool IsTrial(string text) => Form().IsMatch(text);

    [GeneratedRegex("^[1-9][0-9]{0,17}-[1-9][0-9]{0,8}\\z")]
    private static partial Regex Form();
}
