using System.CommandLine;
using System.Globalization;

namespace FastOde.Silo.Commands;

/// <summary>The option <c>--step</c> of commands that use what a trial has learned: which of its checkpoints.</summary>
internal static class CheckpointOption
{
    /// <summary>The option; null for the newest checkpoint.</summary>
    public static Option<int?> Create() => new("--step")
    {
        Description = "Training step of the checkpoint to use, which the trial must still keep. Default: the newest.",
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step))
                return step;
            result.AddError($"--step {text}: expected a whole number from 0 to {int.MaxValue}");
            return null;
        },
    };
}
