using System.CommandLine;

namespace FastOde.Silo.Commands;

/// <summary><c>--set KEY=VALUE</c>: a value in place of the spec's own.</summary>
internal static class SetOption
{
    /// <summary>The option as one types it.</summary>
    public const string Name = "--set";

    /// <summary>The option; it may be given more than once.</summary>
    public static Option<string[]> Create() => new(Name)
    {
        Description = "Set a key of the spec to a value, as trial.coupling.beta=5; may be given more than once. The value is YAML.",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };
}
