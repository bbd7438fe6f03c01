using System.CommandLine;

namespace FastOde.Silo.Commands;

/// <summary><c>--force</c>: files that are there are replaced. Without it no command replaces any.</summary>
internal static class ForceOption
{
    /// <summary>The option.</summary>
    public static Option<bool> Create() => new("--force") { Description = "Replace a file that is there." };
}
