using FastOde.Contracts.Results;
using FastOde.Silo.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>Reads trials: attempts and files, evaluations, curves.</summary>
internal static class TrialEndpoints
{
    /// <summary>What the document calls them.</summary>
    public const string Tag = "trials";

    private const int UsualPoints = 500;

    /// <summary>Adds them.</summary>
    /// <param name="api">The addresses of the API.</param>
    public static void Map(RouteGroupBuilder api)
    {
        var trials = api.MapGroup("/trials").WithTags(Tag);
        trials.MapGet("/{id}", Find).ProducesProblem(404).WithName("getTrial").WithSummary("A trial with its attempts and files.");
        trials.MapGet("/{id}/evaluations", Evaluations).ProducesProblem(400).ProducesProblem(404).WithName("listEvaluations").WithSummary("A page of the trial's evaluation rows, by step, solver and number.");
        trials.MapGet("/{id}/metrics", Metrics).ProducesProblem(400).ProducesProblem(404).WithName("listMetrics")
            .WithSummary("The trial's curves. Longer ones than points are thinned evenly, the last point always kept; points=0 gives all.");
    }

    private static async Task<Ok<TrialDetailView>> Find(IResultQueries results, string id, CancellationToken cancellationToken) =>
        TypedResults.Ok(TrialDetailView.Of(await Require(results, id, cancellationToken)));

    private static async Task<Results<Ok<Page<EvaluationView>>, ProblemHttpResult>> Evaluations(
        IResultQueries results, string id, [AsParameters] PageRequest page, CancellationToken cancellationToken)
    {
        if (page.Refusal() is { } refusal)
            return refusal;
        var rows = await results.EvaluationPage(id, page.Skip, page.Take, cancellationToken);
        if (rows.Total == 0)
            _ = await Require(results, id, cancellationToken);
        return TypedResults.Ok(new Page<EvaluationView>([.. rows.Items.Select(EvaluationView.Of)], rows.Total));
    }

    private static async Task<Results<Ok<IReadOnlyList<SeriesView>>, ProblemHttpResult>> Metrics(
        IResultQueries results, string id, string[]? name, int? points, CancellationToken cancellationToken)
    {
        if (points < 0)
            return Problems.Of(StatusCodes.Status400BadRequest, $"points {points}: expected 0 for all, or the most points of a curve.");
        _ = await Require(results, id, cancellationToken);
        var most = points switch { null => UsualPoints, 0 => int.MaxValue, var wanted => wanted.Value };
        var series = await results.Metrics(new MetricQuery { Trials = TrialSelection.Of([id]), Names = name ?? [], MaximumPoints = most }, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<SeriesView>>([.. series.Select(SeriesView.Of)]);
    }

    /// <summary>A trial that was asked for.</summary>
    /// <exception cref="KeyNotFoundException">There is no such trial.</exception>
    public static async Task<TrialDetail> Require(IResultQueries results, string id, CancellationToken cancellationToken) =>
        await results.Trial(id, cancellationToken) ?? throw new KeyNotFoundException($"There is no trial {id} in this database.");
}
