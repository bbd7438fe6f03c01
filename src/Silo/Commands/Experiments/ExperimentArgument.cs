using System.CommandLine;

namespace FastOde.Silo.Commands.Experiments;

/// <summary>The argument EXPERIMENT.</summary>
internal static class ExperimentArgument
{
    /// <summary>The argument.</summary>
    public static Argument<string> Create() => new("EXPERIMENT") { Description = "Id of the experiment, or its name (the newest of that name)." };
}
