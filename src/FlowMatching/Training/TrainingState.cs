using System.Globalization;
using System.Runtime.InteropServices;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>Puts a trial's state into a checkpoint and takes it out again.</summary>
internal static class TrainingState
{
    private const string WeightsSection = "weights";
    private const string AverageSection = "average";
    private const string DrawsName = "generator.draws";
    private const string OrderName = "generator.epoch";
    private const string MeterName = "log.sums";
    private const string BinsName = "log.bins";
    private const string DualsName = "coupling.duals";
    private const string PositionFact = "data.position";
    private const string ReportedFact = "log.reported";
    private const string EvaluationsFact = "training.evaluations";

    /// <summary>Copies the state.</summary>
    public static Checkpoint Capture(
        SeededTrial trial, int step, long? evaluations, IReadOnlyList<ParameterArena> arenas, DataOrder order, torch.Generator generator, LossMeter meter,
        Coupling coupling)
    {
        using var scope = torch.NewDisposeScope();
        var tensors = Arenas(arenas, coupling)
            .SelectMany(part => Sections(part).SelectMany(section => part.Views(section.Flat.cpu()).Select(entry => (Name: $"{section.Name}.{entry.Name}", entry.View))))
            .Select(entry => Tensor(entry.Name, "F32", entry.View.shape, entry.View.bytes))
            .ToList();
        var draws = generator.get_state();
        tensors.Add(Tensor(DrawsName, "U8", draws.shape, draws.bytes));
        tensors.Add(Tensor(OrderName, "U8", order.EpochState.shape, order.EpochState.bytes));
        tensors.Add(Tensor(MeterName, "F64", [meter.Sums.Length], MemoryMarshal.AsBytes(meter.Sums)));
        tensors.Add(Tensor(BinsName, "F64", [meter.ByTime.Sums.Length], MemoryMarshal.AsBytes(meter.ByTime.Sums)));
        if (coupling.Duals is { } duals)
            tensors.Add(Tensor(DualsName, "F32", duals.shape, duals.cpu().bytes));
        var facts = new Dictionary<string, string>
        {
            [PositionFact] = order.Position.ToString(CultureInfo.InvariantCulture),
            [ReportedFact] = meter.Reported.ToString(),
        };
        if (evaluations is { } spent)
            facts[EvaluationsFact] = spent.ToString(CultureInfo.InvariantCulture);
        if (coupling.Aggregate is { } aggregate)
            StoredAggregate.Write(aggregate, tensors, facts);
        return new Checkpoint { Step = step, Fingerprint = TrainingFingerprint.Of(trial), Facts = facts, Tensors = tensors };
    }

    /// <summary>Evaluations of networks that training had spent; null where an earlier version wrote the copy.</summary>
    public static long? Evaluations(Checkpoint checkpoint) =>
        checkpoint.Facts.TryGetValue(EvaluationsFact, out var spent) ? long.Parse(spent, CultureInfo.InvariantCulture) : null;

    /// <summary>Puts a copy back.</summary>
    /// <param name="checkpoint">The copy.</param>
    /// <param name="arenas">Receive parameters, moments and average.</param>
    /// <param name="order">Receives the place in the data.</param>
    /// <param name="generator">Receives the state of the copy's generator, where that was of the same kind of device.</param>
    /// <param name="reseed">Its seed otherwise: a processor cannot go on with a GPU's draws, nor the other way round.</param>
    /// <param name="meter">Receives the losses since the last report.</param>
    /// <param name="coupling">Receives a critic's parameters and moments what a fitted prior has seen, and dual numbers, where it has such.</param>
    /// <exception cref="InvalidDataException">Something is missing or has another size.</exception>
    public static void Restore(
        Checkpoint checkpoint, IReadOnlyList<ParameterArena> arenas, DataOrder order, torch.Generator generator, ulong reseed, LossMeter meter,
        Coupling coupling)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var part in Arenas(arenas, coupling))
        {
            foreach (var (section, flat) in Sections(part))
                RestoreSection(checkpoint, section, part, flat);
        }

        var draws = State(checkpoint, DrawsName);
        if (draws.NumberOfElements == generator.get_state().NumberOfElements)
            generator.set_state(draws);
        else
            generator.manual_seed((long)reseed);
        order.Restore(State(checkpoint, OrderName), int.Parse(Fact(checkpoint, PositionFact), CultureInfo.InvariantCulture));
        meter.Restore(
            MemoryMarshal.Cast<byte, double>(Bytes(checkpoint, MeterName, meter.Sums.Length * sizeof(double))),
            bool.Parse(Fact(checkpoint, ReportedFact)));
        meter.ByTime.Clear();
        // Checkpoints of earlier versions have no bins.
        if (checkpoint.Tensors.Any(tensor => tensor.Name == BinsName))
            MemoryMarshal.Cast<byte, double>(Bytes(checkpoint, BinsName, meter.ByTime.Sums.Length * sizeof(double))).CopyTo(meter.ByTime.Sums);
        if (checkpoint.Tensors.FirstOrDefault(tensor => tensor.Name == DualsName) is { } duals)
            coupling.Restore(torch.tensor(MemoryMarshal.Cast<byte, float>(duals.Data.Span).ToArray()));
        if (coupling.Aggregate is { } aggregate)
            StoredAggregate.Restore(checkpoint, aggregate);
    }

    /// <summary>
    /// Puts back the weights alone and, where the arena keeps an average, the average; imported weights come without one
    /// and stand for it themselves.
    /// </summary>
    /// <exception cref="InvalidDataException">Something is missing or has another size.</exception>
    public static void RestoreWeights(Checkpoint checkpoint, ParameterArena arena)
    {
        using var scope = torch.NewDisposeScope();
        RestoreSection(checkpoint, WeightsSection, arena, arena.Values);
        if (arena.Average is not { } average)
            return;
        if (checkpoint.Tensors.Any(tensor => tensor.Name.StartsWith($"{AverageSection}.", StringComparison.Ordinal)))
            RestoreSection(checkpoint, AverageSection, arena, average);
        else
            average.copy_(arena.Values);
    }

    private static void RestoreSection(Checkpoint checkpoint, string section, ParameterArena arena, torch.Tensor flat)
    {
        var host = flat.cpu();
        foreach (var (name, view) in arena.Views(host))
            Bytes(checkpoint, $"{section}.{name}", view.bytes.Length).CopyTo(view.bytes);
        if (flat.device_type != DeviceType.CPU)
            flat.copy_(host);
    }

    private static IEnumerable<ParameterArena> Arenas(IReadOnlyList<ParameterArena> networks, Coupling coupling) =>
        coupling.Critic is { } critic ? [.. networks, critic.Parameters] : networks;

    private static IEnumerable<(string Name, torch.Tensor Flat)> Sections(ParameterArena arena)
    {
        yield return (WeightsSection, arena.Values);
        yield return ("adam.first", arena.FirstMoment);
        yield return ("adam.second", arena.SecondMoment);
        if (arena.Average is { } average)
            yield return (AverageSection, average);
    }

    private static SafeTensor Tensor(string name, string type, long[] shape, ReadOnlySpan<byte> data) =>
        new() { Name = name, Type = type, Shape = shape, Data = data.ToArray() };

    private static ReadOnlySpan<byte> Bytes(Checkpoint checkpoint, string name, int expected)
    {
        var data = checkpoint.Tensor(name).Data;
        return data.Length == expected
            ? data.Span
            : throw new InvalidDataException($"its tensor '{name}' has {data.Length} bytes where {expected} were expected");
    }

    private static string Fact(Checkpoint checkpoint, string name) =>
        checkpoint.Facts.TryGetValue(name, out var value) ? value : throw new InvalidDataException($"it lacks the fact '{name}'");

    private static torch.Tensor State(Checkpoint checkpoint, string name) =>
        torch.tensor(checkpoint.Tensor(name).Data.ToArray(), dtype: torch.uint8);
}
