using FastOde.Specs;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Retention policies in words.</summary>
public static class RetentionText
{
    /// <summary>What is kept of each ended trial, such as <c>1 checkpoint, pictures of the last step, 500 points a curve</c>.</summary>
    /// <param name="policy">The policy; null where everything is kept.</param>
    public static string Of(RetentionSpec? policy) => Parts(policy ?? new RetentionSpec()).ToList() is { Count: > 0 } parts ? string.Join(", ", parts) : "everything";

    private static IEnumerable<string> Parts(RetentionSpec policy)
    {
        if (Checkpoints(policy) is { } checkpoints)
            yield return policy.Best is { } best ? $"{checkpoints} of the {(best == 1 ? "best trial" : $"{NumberText.Count(best)} best trials")} alone" : checkpoints;
        if (policy.Samples != "all")
            yield return policy.Samples == "last" ? "pictures of the last step" : "no pictures";
        if (policy.Points is { } points)
            yield return $"{NumberText.Count(points)} points a curve";
    }

    private static string? Checkpoints(RetentionSpec policy) => policy switch
    {
        { Checkpoints: 0 } => "no checkpoint",
        { Checkpoints: 1 } => "1 checkpoint",
        { Checkpoints: { } count } => $"{count} checkpoints",
        { Best: not null } => "checkpoints",
        _ => null,
    };
}
