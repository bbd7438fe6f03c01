using FastOde.Contracts.OnDemand;

namespace FastOde.TestSupport;

/// <summary>Cells that stand as a test says.</summary>
public sealed class FakeTrialEvaluationGrain : ITrialEvaluationGrain
{
    public EvaluationStatus? Current { get; set; }

    /// <summary>What was asked for, and <c>cancel</c>.</summary>
    public List<string> Orders { get; } = [];

    public Task<EvaluationStatus> Evaluate(EvaluationOrder order)
    {
        Orders.Add(order.Describe());
        Current = new EvaluationStatus { Order = order, State = WorkState.Running, Step = 1000 };
        return Task.FromResult(Current);
    }

    public Task<EvaluationStatus?> Cancel()
    {
        Orders.Add("cancel");
        Current = Current! with { State = WorkState.Cancelled };
        return Status();
    }

    public Task<EvaluationStatus?> Status() => Task.FromResult(Current);

    public Task<EvaluationChoices> Choices() => Task.FromResult(new EvaluationChoices { FixedStep = ["euler", "heun"], Adaptive = ["dopri5"], Grids = ["uniform", "curvature"], Metrics = ["curvature", "wasserstein2"] });
}
