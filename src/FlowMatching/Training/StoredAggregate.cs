using System.Runtime.InteropServices;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.Specs.Couplings;

namespace FastOde.FlowMatching.Training;

/// <summary>What a fitted prior has seen, as checkpoints and files of pairs hold it: a tensor, and its basis unless that is pixels.</summary>
internal static class StoredAggregate
{
    /// <summary>The tensor's name.</summary>
    public const string TensorName = "coupling.aggregate";

    private const string BasisFact = "coupling.basis";

    /// <summary>Adds it to what will be stored.</summary>
    public static void Write(AggregatePosterior aggregate, List<SafeTensor> tensors, Dictionary<string, string> facts)
    {
        tensors.Add(new SafeTensor
        {
            Name = TensorName,
            Type = "F64",
            Shape = [aggregate.State.Length],
            Data = MemoryMarshal.AsBytes<double>(aggregate.State).ToArray(),
        });
        if (aggregate.Basis.Kind != PriorBasis.Pixel)
            facts[BasisFact] = aggregate.Basis.Kind.ToString();
    }

    /// <summary>Reads it; null where none was stored, because sampling starts from the prior itself.</summary>
    /// <exception cref="InvalidDataException">It has another size, or a basis that such samples do not have.</exception>
    public static AggregatePosterior? Read(Checkpoint stored, SampleShape shape, DiagonalNormal prior)
    {
        if (stored.Tensors.All(tensor => tensor.Name != TensorName))
            return null;
        var aggregate = new AggregatePosterior(prior, Basis(stored, shape));
        Restore(stored, aggregate);
        return aggregate;
    }

    /// <summary>Puts it back.</summary>
    /// <exception cref="InvalidDataException">It is missing or has another size.</exception>
    public static void Restore(Checkpoint stored, AggregatePosterior aggregate)
    {
        var state = MemoryMarshal.Cast<byte, double>(stored.Tensor(TensorName).Data.Span);
        if (state.Length != aggregate.State.Length)
            throw new InvalidDataException($"its tensor '{TensorName}' has {state.Length} numbers where {aggregate.State.Length} were expected");
        state.CopyTo(aggregate.State);
    }

    private static NoiseBasis Basis(Checkpoint stored, SampleShape shape)
    {
        if (!stored.Facts.TryGetValue(BasisFact, out var name))
            return NoiseBasis.Pixels;
        return Enum.TryParse<PriorBasis>(name, out var kind) && NoiseBasis.Problem(kind, shape) is null
            ? NoiseBasis.Of(kind, shape)
            : throw new InvalidDataException($"its fact '{BasisFact}' is '{name}', which its samples cannot have");
    }
}
