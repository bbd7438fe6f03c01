using FastOde.Grains.Hosting;
using FastOde.Grains.OnDemand;
using FastOde.Grains.Trainers;

namespace FastOde.Grains.Tests.Hosting;

public sealed class HostedGrainsTests
{
    private static readonly IReadOnlyList<Type> Classes =
        [.. typeof(HostedGrains).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(Grain).IsAssignableFrom(type))];

    [Fact]
    public void Hosts_OfControlAndTrainer_ShareOutEveryGrain()
    {
        var handles = Classes.Where(grain => HostedGrains.Hosts(SiloRole.Trainer, grain));

        Assert.Equivalent(new[] { typeof(TrainerGrain), typeof(TrialSamplingGrain), typeof(TrialEvaluationGrain) }, handles, strict: true);
        Assert.Equal(Classes.Except(handles), Classes.Where(grain => HostedGrains.Hosts(SiloRole.Control, grain)));
        Assert.All(Classes, grain => Assert.True(HostedGrains.Hosts(SiloRole.Everything, grain)));
    }
}
