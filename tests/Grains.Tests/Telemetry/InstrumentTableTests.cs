using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using FastOde.Contracts.Results;
using FastOde.Grains.Telemetry;
using FastOde.Grains.Tests.TestSupport;

namespace FastOde.Grains.Tests.Telemetry;

/// <summary>The table of docs/deploy.md names every number that the process offers, with its unit.</summary>
public sealed class InstrumentTableTests : IDisposable
{
    private static readonly string[] Beginnings = ["| `fastode.", "| `hw."];

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Instruments_OfASilo_AreThoseOfTheTable()
    {
        var offered = new Dictionary<string, string?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name != AttemptTelemetry.Name)
                    return;
                lock (offered)
                    offered[instrument.Name] = instrument.Unit;
                listener.EnableMeasurementEvents(instrument);
            },
        };
        var states = new HashSet<string>();
        var read = new HashSet<string>();
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();

        await using (var silo = await TestSilo.Start(directory.Path))
        {
            var id = await silo.Submit(Experiment.Functions(2));
            await silo.Reaches(id, ExperimentState.Completed);
            listener.RecordObservableInstruments();
        }

        Assert.Equal(Rows().OrderBy(row => row.Name).Select(row => $"{row.Name} {row.Unit}"), offered.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"));
        Assert.Contains("completed", states);
        Assert.Superset(new HashSet<string> { "free", "busy" }, states);
        Assert.Contains("fastode.disk.free", read);

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (offered)
            {
                read.Add(instrument.Name);
                foreach (var (_, value) in tags)
                    states.Add($"{value}");
            }
        }
    }

    private static IEnumerable<(string Name, string Unit)> Rows([CallerFilePath] string here = "") => File
        .ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/deploy.md"))
        .Where(line => Beginnings.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal)))
        .Select(line => line.Split('|'))
        .Where(cells => cells.Length == 5)
        .Select(cells => (cells[1].Trim(' ', '`'), cells[2].Trim(' ', '`')));
}
