using System.Globalization;
using FastOde.Contracts.Queries;
using FastOde.Contracts.Results;
using FastOde.Silo.Output;

namespace FastOde.Silo.Hosting;

/// <summary>How the command line names an experiment: by its id, or by its name.</summary>
internal static class ExperimentName
{
    private const string AlsoArchived = "archived:any";

    /// <summary>Finds an experiment by its id, or by its name: the newest of that name.</summary>
    /// <param name="results">Where it is stored.</param>
    /// <param name="text">Id or name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="among">Which experiments have names, as a query.</param>
    /// <exception cref="CommandFailure">There is none.</exception>
    public static async Task<ExperimentDetail> Find(IResultQueries results, string text, CancellationToken cancellationToken, string among = AlsoArchived)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && await results.Experiment(id, cancellationToken) is { } byId)
            return byId;
        var page = await results.Experiments(new ExperimentFilter { Query = $"{ExperimentQuery.Quoted(text)} {among}", Take = int.MaxValue }, cancellationToken);
        return page.Items.FirstOrDefault(experiment => experiment.Name == text) is { } named && await results.Experiment(named.Id, cancellationToken) is { } byName
            ? byName
            : throw new CommandFailure(ExitCode.BadInput, $"{text}: no experiment of this id or name; fastode ls lists them");
    }
}
