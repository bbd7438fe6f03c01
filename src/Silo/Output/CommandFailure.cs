namespace FastOde.Silo.Output;

/// <summary>Something that the user has to put right before the command can run.</summary>
/// <param name="exitCode">The exit code that it ends with.</param>
/// <param name="message">Lines for people: what is wrong, where, and the cure.</param>
internal sealed class CommandFailure(int exitCode, string message) : Exception(message)
{
    /// <summary>The exit code that it ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
