using System.Text;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FastOde.Dashboard.Tables;

/// <summary>Serves tables of trials as CSV files, as their pages show them.</summary>
public static class TrialCsvEndpoint
{
    /// <summary>Where the browser finds a table, below the dashboard's own address.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="request">What is asked of the table.</param>
    public static string Address(long experimentId, TrialTableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return FormattableString.Invariant($"tables/{experimentId}/trials.csv") + (request.Query.Length == 0 ? "" : $"?{request.Query}");
    }

    /// <summary>Adds the addresses that <see cref="Address"/> makes.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/tables/{experimentId:long}/trials.csv", Serve);

    private static async Task<IResult> Serve(long experimentId, IResultQueries results, HttpContext context)
    {
        if (await results.Experiment(experimentId, context.RequestAborted) is not { } detail)
            return TypedResults.NotFound();
        try
        {
            var request = TrialTableRequest.Of(key => context.Request.Query.TryGetValue(key, out var values) ? values[^1] : null);
            return TypedResults.File(
                Encoding.UTF8.GetBytes(await Text(results, detail, request, context.RequestAborted)), "text/csv; charset=utf-8", FormattableString.Invariant($"experiment-{experimentId}-trials.csv"));
        }
        catch (FormatException misunderstood)
        {
            return TypedResults.Text(misunderstood.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<string> Text(IResultQueries results, ExperimentDetail detail, TrialTableRequest request, CancellationToken cancellationToken)
    {
        var trials = await results.Trials(detail.Summary.Id, cancellationToken);
        var columns = TrialColumns.Chosen(TrialColumns.All(ParameterKeys.Of(trials), detail.Spec.Trial), request);
        var data = await TrialTableData.Read(results, detail.Summary.Id, request.Filter, columns, cancellationToken);
        using var writer = new StringWriter();
        if (request.IsGrouped)
        {
            var rows = AssignmentRows.Of(new TrialGroups<TrialSummary>(trials), data, columns, detail.Spec.Objective?.Goals().First, request);
            TrialCsv.Write(writer, rows, columns, detail.Spec.Objective?.Metric);
        }
        else
        {
            TrialCsv.Write(writer, TrialRows.Of(trials, data, request), columns, data, detail.Spec.Objective?.Metric);
        }

        return writer.ToString();
    }
}
