using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Methods;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Evaluations of networks that training spends: counted, one a sample, ways back not.</summary>
public sealed class EvaluationsTests
{
    /// <summary>Trials of 64 samples a step, and what each sample costs on average.</summary>
    public static TheoryData<TrialSpec, double> Costs => new()
    {
        { new TrialSpec(), 1 },
        { new TrialSpec { Coupling = new LearnedCouplingSpec() }, 2 },
        { new TrialSpec { Coupling = new LearnedCouplingSpec { Prior = PriorKind.Flow } }, 3 },
        { new TrialSpec { Replicas = 2, Accumulation = 2 }, 1 },
        // Jumps of mean flows differentiate, at the cost of two; the improved ones ask the network's velocity before.
        { new TrialSpec { Method = new MeanFlowSpec { Distinct = 0.5 } }, 2 },
        { new TrialSpec { Method = new ImprovedMeanFlowSpec { Distinct = 0.5 } }, 2.5 },
        { new TrialSpec { Method = new ShortcutSpec { Bootstrap = 0.5 } }, 2 },
    };

    [Theory]
    [MemberData(nameof(Costs))]
    public void Advance_AnyTrial_CountsWhatItsStepsCostAlsoAfterAStop(TrialSpec spec, double cost)
    {
        var trial = new SeededTrial(spec with { Network = new MlpSpec { Hidden = 8 }, BatchSize = 64 });
        using var run = new TrainingRun(trial);
        run.Advance();
        run.VelocityField.Velocity(TorchSharp.torch.zeros(5, 2), TorchSharp.torch.ones(5, 1)).Dispose();
        using var resumed = new TrainingRun(trial);
        resumed.Restore(run.Capture());
        resumed.Advance();

        Assert.Equal((long)(2 * 64 * cost), resumed.Evaluations);
    }
}
