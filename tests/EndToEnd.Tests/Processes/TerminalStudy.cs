using System.Text.RegularExpressions;

namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>
/// A study of four trials with long names as people see it: run in a terminal, stopped by Ctrl-C after its first trial, and
/// resumed to its end.
/// </summary>
public sealed partial class TerminalStudy : IAsyncLifetime
{
    /// <summary>The widths of terminals that people have.</summary>
    public static readonly TheoryData<int> Widths = [80, 120];

    private const string Spec = """
        name: terminal
        seeds: [0, 1]
        trial:
          data: { name: two-gaussians }
          coupling: { kind: learned, beta: 10 }
          network: { kind: mlp, hidden: 100, layers: 2 }
          batchSize: 128
          iterations: 4000
          evaluation: { every: 2000, samples: 128, solvers: { euler: [1, 2, 4, 8, 20] }, metrics: [curvature, wasserstein2] }
        search:
          space:
            coupling.kind: { values: [learned, independent] }
            optimizer.learningRate: { values: [0.00125] }
            path: { values: [linear] }
        objective: { metric: wasserstein2@euler-4 }
        """;

    private readonly Dictionary<int, Session> sessions = [];

    internal Session this[int width] => sessions[width];

    public async ValueTask InitializeAsync()
    {
        foreach (var width in Widths)
            sessions[width.Data] = await Session.Play(width.Data);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var session in sessions.Values)
            session.Workspace.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A trial has ended, and the bars below know it.</summary>
    [GeneratedRegex(@"completed,.*objective \S+\s+study: 1 of 4", RegexOptions.Singleline)]
    private static partial Regex EndAboveBars();

    /// <summary>What the screen showed at one width.</summary>
    internal sealed record Session
    {
        public required Workspace Workspace { get; init; }

        /// <summary>Every screen of <c>run</c>, and every one of <c>resume</c>.</summary>
        public required IReadOnlyList<IReadOnlyList<PseudoTerminal.Frame>> Frames { get; init; }

        /// <summary>The screen right after the first trial's end, while others run.</summary>
        public required string FirstEnd { get; init; }

        /// <summary>The screen at the end of <c>run</c>, after Ctrl-C.</summary>
        public required string Interrupted { get; init; }

        /// <summary>Trials that were complete when <c>run</c> had ended: Ctrl-C may come too late for the second one.</summary>
        public required IReadOnlyList<string> Completed { get; init; }

        /// <summary>The screen of <c>doctor</c> while <c>resume</c> holds the data directory.</summary>
        public required string Doctor { get; init; }

        /// <summary>The screen at the end of <c>resume</c>.</summary>
        public required string Resumed { get; init; }

        public static async Task<Session> Play(int width)
        {
            var workspace = new Workspace();
            workspace.Write("spec.yaml", Spec);
            using var run = PseudoTerminal.Start(workspace, width, "run", "spec.yaml", "--slots", "1");
            var firstEnd = await run.Shows(text => EndAboveBars().IsMatch(text));
            await run.PressControlC();
            var interrupted = await run.End(130);
            var completed = StoredStates.Completed(workspace);

            using var resume = PseudoTerminal.Start(workspace, width, "resume", "--json", "report.json", "--slots", "1");
            var resumed = await resume.Shows(text => text.Contains("(Ctrl-C ends)", StringComparison.Ordinal));
            var doctor = await PseudoTerminal.Run(workspace, width, 0, "doctor");
            await resume.PressControlC();
            await resume.End(0);
            return new Session
            {
                Workspace = workspace,
                FirstEnd = firstEnd,
                Interrupted = interrupted,
                Completed = completed,
                Resumed = resumed,
                Doctor = doctor,
                Frames = [run.Frames, resume.Frames],
            };
        }
    }
}
