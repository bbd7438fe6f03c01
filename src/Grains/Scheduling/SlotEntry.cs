using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>What the scheduler knows of one slot.</summary>
internal sealed class SlotEntry(SlotDescription slot)
{
    /// <summary>The slot.</summary>
    public SlotDescription Slot { get; } = slot;

    /// <summary>The trial that holds it; null where it is free.</summary>
    public string? TrialId { get; private set; }

    /// <summary>The last report of its silo.</summary>
    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>Whether a trial has been offered the slot and has not answered.</summary>
    public bool IsOffered { get; private set; }

    /// <summary>Whether the trial has been asked to give the slot back.</summary>
    public bool IsYielding { get; private set; }

    /// <summary>When the trial took the slot, or was first heard to have it.</summary>
    public DateTimeOffset HeldSince { get; private set; }

    /// <summary>Whether it is to be given to nobody until somebody says otherwise.</summary>
    public bool IsDrained { get; private set; }

    /// <summary>The GPUs that trials on it can compute on; null where they are not known.</summary>
    public IReadOnlyList<GpuDescription>? Gpus { get; private set; } = [];

    /// <summary>What its trial has of them.</summary>
    public IReadOnlyList<GpuShare> Shares { get; private set; } = [];

    private DateTimeOffset LastHeld { get; set; }

    private DateTimeOffset DrainedSince { get; set; } = DateTimeOffset.MinValue;

    private bool HasEndedEarly { get; set; }

    /// <summary>Whether a trial may be offered the slot.</summary>
    public bool IsFree => TrialId is null && !IsOffered && !IsDrained;

    /// <summary>Whether a trial holds the slot for good.</summary>
    public bool IsHeld => TrialId is not null && !IsOffered;

    /// <summary>The slot is drained, or is not any more.</summary>
    public void Drain(bool isDrained, DateTimeOffset now) => (IsDrained, DrainedSince) = (isDrained, now);

    /// <summary>Offers the slot to a trial.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="shares">What it has of GPUs.</param>
    /// <param name="now">When.</param>
    public void Offer(string trialId, IReadOnlyList<GpuShare> shares, DateTimeOffset now) =>
        (TrialId, Shares, IsOffered, IsYielding, HeldSince, LastHeld, HasEndedEarly) = (trialId, shares, true, false, now, now, false);

    /// <summary>The trial has taken the slot; a short attempt may have ended before its trial's answer arrived.</summary>
    public void Taken(DateTimeOffset now)
    {
        (IsOffered, LastHeld) = (false, now);
        if (HasEndedEarly)
            Free();
    }

    /// <summary>The trial does not want the slot.</summary>
    public void Free() => (TrialId, Shares, IsOffered, IsYielding) = (null, [], false, false);

    /// <summary>The trial is asked to give the slot back, or is not any more.</summary>
    public void Yield(bool isAsked) => IsYielding = isAsked;

    /// <summary>The trial's attempt has ended; nothing happens if the slot is another's.</summary>
    public void Release(string trialId)
    {
        if (TrialId != trialId)
            return;
        if (IsOffered)
            HasEndedEarly = true;
        else
            Free();
    }

    /// <summary>The offer went wrong: the silo's next report says what the slot does.</summary>
    public void Doubt() => (IsOffered, LastHeld) = (false, DateTimeOffset.MinValue);

    /// <summary>Takes in what the silo says. An idle report may be older than a grant, so it only counts after a while.</summary>
    public void Heard(SlotReport report, DateTimeOffset now, TimeSpan reportAge)
    {
        (LastSeen, Gpus) = (now, report.Gpus);
        if (now - DrainedSince > reportAge)
            IsDrained = report.IsDrained;
        if (IsOffered)
            return;
        if (report.TrialId is null)
        {
            if (now - LastHeld > reportAge)
                Free();
            return;
        }

        if (TrialId != report.TrialId)
            (TrialId, HeldSince, IsYielding) = (report.TrialId, now, false);
        (Shares, LastHeld) = (report.Shares, now);
    }
}
