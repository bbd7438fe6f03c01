using System.Reflection;
using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;

namespace FastOde.Contracts.Tests.Access;

public sealed class ChangeAttributeTests
{
    /// <summary>Calls that read, that follow, or that grains and runners make among themselves.</summary>
    private static readonly string[] Others =
    [
        "IExperimentCatalogGrain.Validate", "IExperimentCatalogGrain.Estimate", "IExperimentCatalogGrain.ResumeUnfinished", "IExperimentCatalogGrain.Examples",
        "IExperimentCatalogGrain.Subscribe", "IExperimentCatalogGrain.Unsubscribe", "IExperimentCatalogGrain.NoticesAdded", "IExperimentGrain.Refresh",
        "IExperimentGrain.Start", "IExperimentGrain.Summary", "IExperimentGrain.Trials", "IExperimentGrain.TrialsOf", "IExperimentGrain.Terms", "IExperimentGrain.Subscribe",
        "IExperimentGrain.Unsubscribe", "IExperimentGrain.TrialChanged", "IExperimentGrain.MetricsAdded", "IExperimentGrain.EvaluationsAdded",
        "IServerGrain.Describe", "ITrialEvaluationGrain.Status", "ITrialEvaluationGrain.Choices", "ITrialSamplingGrain.Status", "ITrialSamplingGrain.Choices", "ITrialSamplingGrain.Points", "ITrialSamplingGrain.Read",
    ];

    /// <summary>Grains that nobody but this program calls, and one that only reads.</summary>
    private static readonly Type[] OtherGrains = [typeof(ITrialGrain), typeof(ITrainerGrain), typeof(ISlotSchedulerGrain), typeof(IResultsGrain)];

    [Fact]
    public void Call_OfAnyGrain_IsAChangeOrKnownToBeNone()
    {
        var grains = typeof(IExperimentGrain).Assembly.GetTypes()
            .Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type) && !OtherGrains.Contains(type));
        var unmarked = grains.SelectMany(grain => grain.GetMethods().Where(method => !method.IsDefined(typeof(ChangeAttribute))).Select(method => $"{grain.Name}.{method.Name}"));
        Assert.Equal(Others.Order(), unmarked.Order());
    }

    [Theory]
    [InlineData(typeof(IExperimentCatalogGrain), "Submit", "experiment.submit")]
    [InlineData(typeof(IExperimentCatalogGrain), "Edit", "experiment.edit")]
    [InlineData(typeof(IExperimentCatalogGrain), "Archive", "experiment.archive")]
    [InlineData(typeof(IExperimentCatalogGrain), "Restore", "experiment.restore")]
    [InlineData(typeof(IExperimentCatalogGrain), "Delete", "experiment.delete")]
    [InlineData(typeof(IExperimentCatalogGrain), "Undelete", "experiment.undelete")]
    [InlineData(typeof(IExperimentGrain), "Pause", "experiment.pause")]
    [InlineData(typeof(IExperimentGrain), "Resume", "experiment.resume")]
    [InlineData(typeof(IExperimentGrain), "Cancel", "experiment.cancel")]
    [InlineData(typeof(IExperimentGrain), "SetLimits", "experiment.limits")]
    [InlineData(typeof(IExperimentGrain), "Extend", "experiment.extend")]
    [InlineData(typeof(IExperimentGrain), "RerunFailed", "experiment.retry")]
    [InlineData(typeof(IExperimentGrain), "Retry", "trial.retry")]
    public void Change_OfAnExperiment_NeedsAnOperator(Type grain, string method, string action)
    {
        var change = grain.GetMethod(method)!.GetCustomAttribute<ChangeAttribute>()!;
        Assert.Equal((action, Role.Operator), (change.Action, change.Least));
    }

    [Fact]
    public void Secrets_InTexts_AreLeftOut()
    {
        Assert.DoesNotContain("s3cret", new Caller { Kind = CallerKind.Token, Name = "", Proof = "s3cret" }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", new NewToken(1, "s3cret", default).ToString(), StringComparison.Ordinal);
    }
}
