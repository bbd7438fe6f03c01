using FastOde.Client;

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

    /// <summary>Whether a study has come to be stored.</summary>
    public bool HasStored => File.Exists(workspace.Path("experiments.db")) && StoredStates.Experiments(workspace).Count > 0;

    /// <summary>Runs a command; fails where it ends otherwise than by its success or by being killed.</summary>
    /// <returns>Whether it came to its end.</returns>
    public async Task<bool> Survives(params string[] arguments)
    {
        using var process = Start(FastOdeProcess.OnFreePorts(arguments));
        var outcome = await process.End();
        if (outcome.ExitCode != Killed)
            outcome.Expect(0);
        return outcome.ExitCode == 0;
    }

    /// <summary>Serves, and has a client ask for something.</summary>
    /// <param name="ask">Asks, and waits for what comes of it.</param>
    /// <param name="arguments">What the process is started with beside the ports.</param>
    /// <returns>Whether the process has lived to see it.</returns>
    public async Task<bool> Serves(Func<FastOdeClient, Task> ask, params string[] arguments)
    {
        FastOdeProcess? started = null;
        var starting = Server.Start(others => started = Start([.. others, .. arguments]));
        using var process = started!;
        var ended = process.End();
        var work = Ask();
        await Task.WhenAny(work, ended);
        if (work.IsCompletedSuccessfully)
            return true;
        await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        if (!ended.IsCompleted)
            await work;
        (await ended).Expect(Killed);
        return false;

        // What an earlier process left undone may kill this one before it answers its first call.
        async Task Ask() => await ask((await starting).Client);
    }

    /// <summary>Fails where a point was passed without a death before it and one after it.</summary>
    public void AssertDiedEverywhere() =>
        Assert.Equal(only.SelectMany(point => new[] { $"after {point}", $"before {point}" }).Order(StringComparer.Ordinal), Points.Order(StringComparer.Ordinal));
}
