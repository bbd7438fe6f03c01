using System.Diagnostics.Metrics;
using FastOde.Grains.Telemetry;

namespace FastOde.Grains.Trainers;

/// <summary>How the slots of this process stand, for whoever watches it. Numbers are read when they are asked for.</summary>
internal sealed class SlotTelemetry
{
    private const string StateTag = "fastode.slot.state";
    private const string SlotTag = "fastode.slot.id";

    /// <summary>Offers the numbers.</summary>
    /// <param name="meters">Makes the meter.</param>
    /// <param name="runner">The slots.</param>
    /// <param name="reserve">The disk.</param>
    public SlotTelemetry(IMeterFactory meters, TrainerRunner runner, DiskReserve reserve)
    {
        var meter = meters.Create(AttemptTelemetry.Name);
        meter.CreateObservableUpDownCounter("fastode.slots", () => Slots(runner, reserve), "{slot}", "Slots of this process, by whether they are free, busy or resting.");
        meter.CreateObservableGauge("fastode.step.rate", () => Each(runner, run => run.IterationsPerSecond), "{step}/s", "Training steps a second, by slot.");
        meter.CreateObservableGauge("fastode.sink.queue", () => Each(runner, run => (double)run.Waiting), "{report}", "Reports of an attempt that wait to be stored, by slot.");
        meter.CreateObservableGauge("fastode.disk.free", () => Free(reserve), "By", "Bytes free on the disk of the data directory.");
    }

    private static IEnumerable<Measurement<int>> Slots(TrainerRunner runner, DiskReserve reserve)
    {
        var slots = runner.Report();
        var busy = slots.Count(slot => slot.TrialId is not null);
        var idle = reserve.Hindrance() is null ? "free" : "resting";
        yield return new(busy, new KeyValuePair<string, object?>(StateTag, "busy"));
        yield return new(slots.Count - busy, new KeyValuePair<string, object?>(StateTag, idle));
    }

    private static IEnumerable<Measurement<double>> Each(TrainerRunner runner, Func<RunProgress, double> value) =>
        runner.Running().Select(run => new Measurement<double>(value(run), new KeyValuePair<string, object?>(SlotTag, run.SlotId)));

    private static IEnumerable<Measurement<long>> Free(DiskReserve reserve) =>
        reserve.Room is { } room ? [new(room.Free)] : [];
}
