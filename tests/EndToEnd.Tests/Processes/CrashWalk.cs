namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>
/// A series of processes in one data directory, each of which kills itself at the first point that none before it has died
/// at. The points are those of <c>tests/CrashPoints</c>.
/// </summary>
/// <param name="workspace">The data directory.</param>
/// <param name="only">The points that count, without the side; none for all.</param>
internal sealed class CrashWalk(Workspace workspace, params string[] only)
{
    private const int Killed = 128 + 9;

    private readonly string record = $"{workspace.Root}.crashes";

    /// <summary>How they die: <c>kill</c> or <c>abort</c>.</summary>
    public string By { get; init; } = "kill";

    /// <summary>Where processes have died, in their order.</summary>
    public IReadOnlyList<string> Points => [.. File.ReadLines(record)];

    /// <summary>Starts a process that may die.</summary>
    public FastOdeProcess Start(params string[] arguments) => FastOdeProcess.StartProgram(
        "/usr/bin/env",
        workspace.Root,
        [
            $"DOTNET_STARTUP_HOOKS={FastOdeProcess.CrashPoints}",
            $"ASPNETCORE_HOSTINGSTARTUPASSEMBLIES={Path.GetFileNameWithoutExtension(FastOdeProcess.CrashPoints)}",
            $"FASTODE_CRASHED_AT={record}",
            $"FASTODE_CRASH_ONLY={string.Join(';', only)}",
            $"FASTODE_CRASH_BY={By}",
            FastOdeProcess.Executable,
            .. arguments,
        ]);

    /// <summary>Runs a command; fails where it ends otherwise than by its success or by being killed.</summary>
    /// <returns>Whether it came to its end.</returns>
    public async Task<bool> Survives(params string[] arguments)
    {
        using var process = Start([.. arguments, "--port", "0", "--gateway-port", "0"]);
        var outcome = await process.End();
        if (outcome.ExitCode != Killed)
            outcome.Expect(0);
        return outcome.ExitCode == 0;
    }
}
