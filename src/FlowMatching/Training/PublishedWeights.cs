using System.Security.Cryptography;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Checkpoints.Weights;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;

namespace FastOde.FlowMatching.Training;

/// <summary>Exchanges a trial's weights with other programs, under the published tensor names.</summary>
public static class PublishedWeights
{
    private const string Weights = "weights.";
    private const string Average = "average.";
    private const string Velocity = "velocity.";
    private const string Encoder = "encoder.";

    /// <summary>
    /// Reads a state dict or training state (PyTorch or safetensors) as a trial's checkpoint, which holds nothing but
    /// weights: all uses but further training need no more.
    /// </summary>
    /// <param name="file">The file; with a learned coupling it holds the encoder too unless that has a file of its own.</param>
    /// <param name="encoderFile">The encoder's own file; null where there is none.</param>
    /// <param name="options">The trial whose networks the weights must fit, name by name and shape by shape.</param>
    /// <param name="shape">The shape of its data.</param>
    /// <param name="prior">Its prior over noise.</param>
    /// <returns>The checkpoint, at the step that the file states, or else at the trial's last.</returns>
    /// <exception cref="CheckpointException">A file cannot be read or does not fit; one line that names the tensors at fault.</exception>
    public static Checkpoint Import(string file, string? encoderFile, TrainingOptions options, SampleShape shape, DiagonalNormal prior)
    {
        ArgumentNullException.ThrowIfNull(options);
        var learned = options.Coupling.Kind == CouplingKind.Learned;
        if (encoderFile is not null && !learned)
            throw new CheckpointException($"The encoder '{encoderFile}' has no use: the spec's coupling is {options.Coupling.Kind}. Set coupling.kind: learned, or leave the encoder out.");
        if (options.Coupling.HasPriorFlow)
            throw new CheckpointException($"The weights '{file}' hold no flow of the prior, which the spec's coupling has. Set coupling.prior: standard to import the other networks.");
        var networks = NetworkReports.Of(options.Network, options.Encoder, shape, prior, evaluate: false);
        using var source = WeightSource.Open(file);
        using var encoderSource = encoderFile is null ? null : WeightSource.Open(encoderFile);
        var tensors = new List<SafeTensor>(new NetworkWeights(source, encoder: false).Read(networks[0].Tensors, Weights + Velocity, alone: !NetworkWeights.HasEncoder(source)));
        if (learned)
            tensors.AddRange(ReadEncoder(source, encoderSource, networks[1].Tensors));
        return new Checkpoint
        {
            Step = source.Step ?? options.Iterations,
            Fingerprint = TrainingFingerprint.Of(options),
            Facts = new Dictionary<string, string>
            {
                ["import.file"] = Path.GetFileName(file),
                ["import.sha256"] = Sha256(file),
            },
            Tensors = tensors,
        };
    }

    /// <summary>
    /// A trial's checkpoint with everything that its networks' published state dicts have, in their order: weights, their
    /// average where there is one, and buffers.
    /// </summary>
    /// <param name="checkpoint">A checkpoint of the trial.</param>
    /// <param name="options">The trial.</param>
    /// <param name="shape">The shape of its data.</param>
    /// <param name="prior">Its prior over noise.</param>
    /// <exception cref="InvalidDataException">The checkpoint lacks a tensor; the message names it, in words that follow "it".</exception>
    public static Checkpoint StateDicts(Checkpoint checkpoint, TrainingOptions options, SampleShape shape, DiagonalNormal prior)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(options);
        var networks = NetworkReports.Of(
                options.Network, options.Encoder, shape, prior, evaluate: false, options.Coupling.HasPriorFlow ? options.PriorNetwork ?? options.Network : null)
            .Where(network => network.Name + "." == Velocity || options.Coupling.Kind == CouplingKind.Learned)
            .ToList();
        var held = checkpoint.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var sections = held.Keys.Any(name => name.StartsWith(Average, StringComparison.Ordinal)) ? new[] { Weights, Average } : [Weights];
        return checkpoint with
        {
            Tensors =
            [
                .. from section in sections
                   from network in networks
                   from entry in network.Tensors
                   let name = $"{section}{network.Name}.{entry.Name}"
                   select entry.Buffer is { } buffer ? Buffer(name, entry, buffer) : Held(name),
            ],
        };

        SafeTensor Held(string name) => held.TryGetValue(name, out var tensor) ? tensor : throw new InvalidDataException($"it lacks the tensor '{name}'");
    }

    private static IReadOnlyList<SafeTensor> ReadEncoder(WeightSource source, WeightSource? own, IReadOnlyList<StateEntry> state)
    {
        if (own is null && !NetworkWeights.HasEncoder(source))
        {
            throw new CheckpointException(
                $"The weights '{source.File}' hold no encoder, which the spec's learned coupling has. Give its file with --encoder, or set coupling.kind: independent to import the velocity network alone.");
        }

        return new NetworkWeights(own ?? source, encoder: true).Read(state, Weights + Encoder, alone: own is not null);
    }

    private static SafeTensor Buffer(string name, StateEntry entry, IReadOnlyList<double> values)
    {
        var data = new byte[values.Count * sizeof(float)];
        for (var i = 0; i < values.Count; i++)
            BitConverter.TryWriteBytes(data.AsSpan(i * sizeof(float)), (float)values[i]);
        return new SafeTensor { Name = name, Type = "F32", Shape = entry.Sizes, Data = data };
    }

    private static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
