using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.Specs;
using FastOde.Specs.Reading;

namespace FastOde.Grains.Specs;

/// <summary>Whether the extractors of features are here that a spec's scores of images need.</summary>
/// <param name="spec">The spec as read.</param>
/// <param name="text">Where its keys stand.</param>
/// <param name="problems">Where problems go.</param>
/// <param name="extractors">What is known of extractors.</param>
internal sealed class ScoreChecks(ExperimentSpec spec, SpecText text, SpecProblems problems, KnownExtractors extractors)
{
    private const string MetricsKey = "trial.evaluation.metrics";
    private const string FeaturesKey = "evaluation.features";

    /// <summary>Runs the check; each problem is said once, however many assignments have it.</summary>
    internal void Run()
    {
        if (problems.Has("trial.data") || problems.Has("trial.evaluation") || problems.Has("search.space")
            || !spec.Trial.Evaluation.Metrics.Any(EvaluationMetrics.NeedsFeatures))
        {
            return;
        }

        foreach (var features in Choices(FeaturesKey, spec.Trial.Evaluation.Features))
        {
            var (line, key) = features == FeatureExtractors.Automatic ? (text.Line(MetricsKey), MetricsKey) : PlaceOfFeatures();
            foreach (var problem in Choices("data.name", spec.Trial.Data.Name).Select(data => extractors.Problem(features, data)).OfType<string>().Distinct())
                problems.Add(line, key, problem);
        }
    }

    /// <summary>The values that a key of the trial has in some assignment.</summary>
    private IEnumerable<string> Choices(string key, string own) =>
        spec.Search.Space.FirstOrDefault(dimension => dimension.Key == key)?.Values is { Count: > 0 } values ? values.Select(value => value.ToString()) : [own];

    private (int Line, string Key) PlaceOfFeatures() => text.InSpace(FeaturesKey)
        ? (text.Line($"search.space.{FeaturesKey}"), $"search.space.{FeaturesKey}")
        : (text.Line($"trial.{FeaturesKey}"), $"trial.{FeaturesKey}");
}
