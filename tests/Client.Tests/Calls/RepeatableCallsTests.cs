using System.Reflection;
using FastOde.Client.Calls;
using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;

namespace FastOde.Client.Tests.Calls;

public sealed class RepeatableCallsTests
{
    [Theory]
    [InlineData(typeof(IExperimentCatalogGrain), nameof(IExperimentCatalogGrain.Submit), true)]
    [InlineData(typeof(IExperimentGrain), nameof(IExperimentGrain.Summary), true)]
    [InlineData(typeof(IExperimentGrain), nameof(IExperimentGrain.Subscribe), true)]
    [InlineData(typeof(IResultQueries), nameof(IResultQueries.Experiments), true)]
    [InlineData(typeof(IExperimentGrain), nameof(IExperimentGrain.Unsubscribe), false)]
    [InlineData(typeof(IExperimentGrain), nameof(IExperimentGrain.RerunFailed), false)]
    [InlineData(typeof(IExperimentCatalogGrain), nameof(IExperimentCatalogGrain.Delete), false)]
    public void Has_ACall_KnowsWhetherItMayBeSentAgain(Type grain, string method, bool expected) =>
        Assert.Equal(expected, RepeatableCalls.Has(grain.GetMethod(method)!));

    [Fact]
    public void Has_Changes_AreRepeatedOnlyWhereTheyAreListed()
    {
        var changes = typeof(IExperimentGrain).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(ChangeAttribute))).ToList();
        Assert.Equal(11, changes.Count(RepeatableCalls.Has));
        Assert.Contains(changes, change => !RepeatableCalls.Has(change));
    }
}
