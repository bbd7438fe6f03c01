using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;

namespace FastOde.TestSupport;

/// <summary>A scheduler that stands as a test says.</summary>
public sealed class FakeSchedulerGrain : ISlotSchedulerGrain
{
    public SchedulerStatus Current { get; set; } = new();

    public Exception? Failure { get; set; }

    public Task<SchedulerStatus> Status() => Failure is null ? Task.FromResult(Current) : Task.FromException<SchedulerStatus>(Failure);

    /// <summary>What was asked of slots, such as <c>drain box/cpu-0</c>.</summary>
    public List<string> Changes { get; } = [];

    public Task Drain(string slotId) => Change($"drain {slotId}");

    public Task Undrain(string slotId) => Change($"undrain {slotId}");

    public Task Register(IReadOnlyList<SlotReport> slots) => throw new NotSupportedException();

    public Task Observe(IReadOnlyList<DeviceUse> devices) => throw new NotSupportedException();

    public Task Unregister(IReadOnlyList<string> slotIds) => throw new NotSupportedException();

    public Task Revise(long experimentId, SlotTerms terms) => throw new NotSupportedException();

    public Task Enqueue(string trialId, SlotTerms terms, GpuNeed? need) => throw new NotSupportedException();

    public Task Withdraw(string trialId) => throw new NotSupportedException();

    public Task WithdrawExperiment(long experimentId) => throw new NotSupportedException();

    public Task Release(string slotId, string trialId, string? fault, bool hasFailed) => throw new NotSupportedException();

    private Task Change(string what)
    {
        if (Failure is not null)
            return Task.FromException(Failure);
        Changes.Add(what);
        return Task.CompletedTask;
    }
}
