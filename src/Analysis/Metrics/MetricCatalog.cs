namespace FastOde.Analysis.Metrics;

/// <summary>Every metric that people read of, a line each: of evaluations, of training and of test functions.</summary>
public static class MetricCatalog
{
    private const string Squared = "squared data units";
    private const string Nats = "nats per dimension";
    private const string Share = "share";

    /// <summary>The metrics.</summary>
    public static IReadOnlyList<MetricFamily> All { get; } =
    [
        new("curvature", "Curvature", Squared) { IsAlongTrajectories = true, IsDeviationFromStraight = true },
        new("wasserstein2", "W2", "data units"),
        new("sliced-wasserstein", "Sliced Wasserstein", "data units"),
        new("binned-kl", "Binned KL", "nats"),
        new("path-energy", "Path energy", Squared) { IsAlongTrajectories = true },
        new("path-energy-excess", "Path energy excess", Squared) { IsAlongTrajectories = true, IsDeviationFromStraight = true },
        new("nll", "NLL", Nats),
        new("distillation-error", "Distillation error", Squared),
        new("semigroup-error", "Semigroup error", Squared),
        new("fid", "FID"),
        new("kid", "KID"),
        new("precision", "Precision", Share) { HigherIsBetter = true },
        new("recall", "Recall", Share) { HigherIsBetter = true },
        new("value", "value") { IsExact = true },
        new("f1", "f1") { IsExact = true },
        new("f2", "f2") { IsExact = true },
        new("loss", "Loss"),
        new("velocityLoss", "Velocity loss", Squared),
        new("velocityVariance", "Variance of the velocity", Squared),
        new("flowMapLoss", "Flow map loss", Squared),
        new("priorFlowLoss", "Loss of the prior's flow", Squared),
        new("penalty", "Penalty"),
        new("klPenalty", "KL penalty", Nats),
        new("slicedWassersteinPenalty", "Sliced Wasserstein penalty"),
        new("mmdPenalty", "MMD penalty"),
        new("momentsPenalty", "Moments penalty"),
        new("criticPenalty", "Critic penalty"),
        new("criticAccuracy", "Accuracy of the critic", Share),
    ];

    private static readonly Dictionary<string, MetricFamily> ByName = All.ToDictionary(family => family.Name);

    /// <summary>Whether a name is that of a metric of ours.</summary>
    /// <param name="metric">Name of the metric, with or without an extractor.</param>
    public static bool Knows(string metric) => ByName.ContainsKey(MetricName.Family(metric));

    /// <summary>The entry of a metric; one that the catalogue lacks is known by its name alone.</summary>
    /// <param name="metric">Name of the metric, with or without an extractor.</param>
    public static MetricFamily Of(string metric) =>
        ByName.GetValueOrDefault(MetricName.Family(metric)) ?? new MetricFamily(MetricName.Family(metric), MetricName.Family(metric));
}
