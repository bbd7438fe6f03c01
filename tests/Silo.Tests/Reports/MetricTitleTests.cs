using FastOde.Analysis.Metrics;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Training;
using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;

namespace FastOde.Silo.Tests.Reports;

/// <summary>The dashboard knows metrics by name alone; here, where both are at hand, each has a title that people can read.</summary>
public sealed class MetricTitleTests
{
    public static TheoryData<string> Names =>
    [
        .. EvaluationMetrics.All,
        TrainingMetrics.Loss, TrainingMetrics.VelocityLoss, TrainingMetrics.Penalty, TrainingMetrics.CriticAccuracy, TrainingMetrics.PriorFlowLoss,
        .. typeof(PenaltySpec).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PenaltySpec)) && !type.IsAbstract)
            .Select(type => TrainingMetrics.Of(KindAttribute.WordOf(Activator.CreateInstance(type)!))),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Title_EveryMetric_IsInWords(string name) => Assert.NotEqual(name, MetricName.Title(name));

    [Fact]
    public void JudgesSamples_MetricsOfTrajectories_DoNot() => Assert.All(
        EvaluationMetrics.All,
        name => Assert.Equal(EvaluationMetrics.Subject(name) is not MetricSubject.Trajectories, MetricName.JudgesSamples(name)));
}
