namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>How a process ended.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    // Said by every command on some processors, before what the command itself has to say.
    private const string OfTheMachine = "oneDNN ";

    /// <summary>What the command said on standard error.</summary>
    public IReadOnlyList<string> ErrorLines =>
        [.. Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith(OfTheMachine, StringComparison.Ordinal))];

    /// <summary>Fails with everything the process said unless it ended as expected.</summary>
    public Outcome Expect(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"expected exit code {exitCode}, not {ExitCode}\n{Output}{Errors}");
        return this;
    }
}
