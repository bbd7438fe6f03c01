using FastOde.Contracts.Trials;

namespace FastOde.Grains.Tests.Scheduling;

/// <summary>A trial of the simulation: so much work, saved at checkpoints, and some attempts that fail.</summary>
/// <param name="id">The trial's id.</param>
/// <param name="work">How long it takes on a slot.</param>
/// <param name="failures">How many of its attempts fail, halfway to what is left.</param>
internal sealed class SimulatedTrial(string id, TimeSpan work, int failures)
{
    /// <summary>Work between two checkpoints.</summary>
    public static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(20);

    public string Id => id;

    public TimeSpan Work => work;

    /// <summary>What it needs of GPUs.</summary>
    public GpuNeed? Need { get; init; }

    /// <summary>What it has of them while it runs.</summary>
    public IReadOnlyList<GpuShare> Shares { get; set; } = [];

    /// <summary>Work that is saved.</summary>
    public TimeSpan Saved { get; private set; }

    /// <summary>Work that was done and lost.</summary>
    public TimeSpan Lost { get; private set; }

    /// <summary>The slot that it runs on; null where it does not run.</summary>
    public string? SlotId { get; private set; }

    /// <summary>Counts its attempts.</summary>
    public int Epoch { get; private set; }

    /// <summary>Attempts that failed.</summary>
    public int Failed { get; private set; }

    /// <summary>How often it gave way.</summary>
    public int GaveWay { get; private set; }

    /// <summary>How often it has ended for good.</summary>
    public int Ended { get; private set; }

    /// <summary>Since when it waits.</summary>
    public DateTimeOffset Queued { get; set; }

    /// <summary>When it began to run, this time.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Begins an attempt.</summary>
    /// <returns>How long it will run, and whether it then fails.</returns>
    public (TimeSpan Runs, bool Fails) Begin(string slotId, DateTimeOffset now)
    {
        Assert.Null(SlotId);
        Assert.Equal(0, Ended);
        (SlotId, Since) = (slotId, now);
        Epoch++;
        var left = work - Saved;
        return Failed < failures ? (left / 2, true) : (left, false);
    }

    /// <summary>Does all of its work.</summary>
    public void Complete()
    {
        Saved = work;
        SlotId = null;
        Ended++;
    }

    /// <summary>Fails; what was done since the last checkpoint is lost.</summary>
    /// <param name="now">When.</param>
    /// <param name="retries">Attempts after the first that may fail.</param>
    public void Fail(DateTimeOffset now, int retries)
    {
        Lose(now);
        if (Failed++ == retries)
            Ended++;
    }

    /// <summary>Loses its slot, and what was done since the last checkpoint.</summary>
    public void Lose(DateTimeOffset now)
    {
        var done = Saved + (now - Since);
        var saved = new TimeSpan(done.Ticks - (done.Ticks % CheckpointEvery.Ticks));
        saved = saved > Saved ? saved : Saved;
        Lost += done - saved;
        (Saved, SlotId) = (saved, null);
    }

    /// <summary>Saves what it has done and gives its slot back.</summary>
    public void GiveWay(DateTimeOffset now)
    {
        Saved += now - Since;
        SlotId = null;
        GaveWay++;
    }
}
