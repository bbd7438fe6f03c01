using FastOde.Client;
using FastOde.Client.Experiments;
using FastOde.Silo.Output;
using FastOde.Silo.Views;
using FastOde.Specs.Reading;

namespace FastOde.Silo.Commands.Experiments;

/// <summary>Submits a spec, and says which experiment it became.</summary>
internal static class SpecSubmit
{
    /// <summary>Submits it.</summary>
    /// <param name="client">The process that takes it.</param>
    /// <param name="text">The spec with all values written into it.</param>
    /// <param name="source">What problems call it.</param>
    /// <param name="overrides">The values, which know where problems are in the text without them.</param>
    /// <param name="output">Where to say it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandFailure">The spec is refused.</exception>
    public static async Task<int> Send(FastOdeClient client, string text, string source, SpecOverrides overrides, CommandOutput output, CancellationToken cancellationToken)
    {
        try
        {
            var experiment = await client.SubmitAsync(text, source, cancellationToken);
            var summary = await experiment.SummaryAsync(cancellationToken);
            output.Write(ExperimentView.Of(summary), _ => Console.Out.WriteLine($"experiment {summary.Id} {summary.Name}: {Amount.Of(summary.TrialCount, "trial")}; fastode watch {summary.Id} follows it"));
            return ExitCode.Ok;
        }
        catch (SpecRefusedException refused)
        {
            SpecFile.Refuse([.. refused.Problems.Select(overrides.InOldText)]);
            throw;
        }
    }
}
