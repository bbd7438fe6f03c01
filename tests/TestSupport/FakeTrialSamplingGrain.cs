using FastOde.Contracts.OnDemand;

namespace FastOde.TestSupport;

/// <summary>Samples that stand as a test says.</summary>
public sealed class FakeTrialSamplingGrain : ITrialSamplingGrain
{
    public SamplingStatus? Current { get; set; }

    public SamplePoints? Drawn { get; set; }

    public Exception? Failure { get; set; }

    /// <summary>What was asked for, and <c>cancel</c>.</summary>
    public List<string> Orders { get; } = [];

    public Task<SamplingStatus> Sample(SampleOrder order)
    {
        Orders.Add(order.Describe());
        if (Failure is not null)
            return Task.FromException<SamplingStatus>(Failure);
        Current = new SamplingStatus { Key = $"order{Orders.Count}", Order = order, State = WorkState.Running, Step = order.Step ?? 100 };
        return Task.FromResult(Current);
    }

    public Task<SamplingStatus?> Cancel()
    {
        Orders.Add("cancel");
        Current = Current! with { State = WorkState.Cancelled };
        return Status();
    }

    public Task<SamplingStatus?> Status() => Task.FromResult(Current);

    public Task<SamplingChoices> Choices() => Task.FromResult(new SamplingChoices { FixedStep = ["euler", "heun"], Adaptive = ["dopri5"], Grids = ["uniform", "curvature"] });

    public Task<SamplePoints?> Points(string key) => Task.FromResult(Drawn);

    public Task<byte[]> Read(string key, string name, long offset) => throw new NotSupportedException();
}
