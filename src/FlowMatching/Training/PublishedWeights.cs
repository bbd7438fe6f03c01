using System.Security.Cryptography;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Checkpoints.Weights;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;

namespace FastOde.FlowMatching.Training;

/// <summary>Exchanges a trial's weights with other programs, under the published tensor names.</summary>
public static class PublishedWeights
{
    private const string Weights = "weights.";
    private const string Average = "average.";
    private const string Velocity = "velocity.";
    private const string CopiesFact = "import.copies";

    /// <summary>
    /// Reads a state dict or training state (PyTorch or safetensors) as a trial's checkpoint, which holds nothing but
    /// weights: all uses but further training need no more.
    /// </summary>
    /// <param name="file">The file; with a learned coupling it holds the encoder too unless that has a file of its own.</param>
    /// <param name="encoderFile">The encoder's own file; null where there is none.</param>
    /// <param name="copies">
    /// The copies that are taken where a file holds several, such as <c>model_state_dict</c>; a network that none of them
    /// means takes a copy of the same kind. Empty for the average where there is one, and else the weights as trained.
    /// </param>
    /// <param name="trial">The trial whose networks the weights must fit, name by name and shape by shape.</param>
    /// <param name="shape">The shape of its data.</param>
    /// <param name="prior">Its prior over noise.</param>
    /// <returns>The checkpoint, at the step that the file states, or else at the trial's last. <see cref="CopiesTaken"/> says which copies it has.</returns>
    /// <exception cref="CheckpointException">
    /// A file cannot be read or does not fit, or leaves open which copy is meant; one line that names the tensors or copies at fault.
    /// </exception>
    public static Checkpoint Import(string file, string? encoderFile, IReadOnlyList<string> copies, SeededTrial trial, SampleShape shape, DiagonalNormal prior)
    {
        ArgumentNullException.ThrowIfNull(copies);
        ArgumentNullException.ThrowIfNull(trial);
        var learned = trial.Spec.Coupling is LearnedCouplingSpec;
        if (encoderFile is not null && !learned)
            throw new CheckpointException($"The encoder '{encoderFile}' has no use: the spec's coupling is {KindAttribute.WordOf(trial.Spec.Coupling)}. Set coupling.kind: learned, or leave the encoder out.");
        if (trial.Spec.PriorFlowNetwork is not null)
            throw new CheckpointException($"The weights '{file}' hold no flow of the prior, which the spec's coupling has. Set coupling.prior: standard to import the other networks.");
        var networks = NetworkReports.Of(trial.Spec, shape, prior, evaluate: false, VelocityConditions.Of(trial.Spec));
        using var source = WeightSource.Open(file);
        using var encoderSource = encoderFile is null ? null : WeightSource.Open(encoderFile);
        var hasEncoder = source.Tensors.Keys.Any(AveragedName.IsEncoder);
        var taken = new ChosenWeights(copies);
        taken.Add(source, encoder: false, networks[0].Tensors, networks[1].Tensors, alone: !hasEncoder);
        if (learned && encoderSource is null && !hasEncoder)
        {
            _ = taken.Choose();
            throw new CheckpointException(
                $"The weights '{file}' hold no encoder, which the spec's learned coupling has. Give its file with --encoder, or set coupling.kind: independent to import the velocity network alone.");
        }

        if (learned)
            taken.Add(encoderSource ?? source, encoder: true, networks[1].Tensors, networks[0].Tensors, alone: encoderSource is not null);
        var chosen = taken.Choose();
        return new Checkpoint
        {
            Step = source.Step ?? trial.Spec.Iterations,
            Fingerprint = TrainingFingerprint.Of(trial),
            Facts = new Dictionary<string, string>
            {
                ["import.file"] = Path.GetFileName(file),
                ["import.sha256"] = Sha256(file),
                [CopiesFact] = string.Join(", ", chosen.Select(network => $"{network.Name} from {network.Copy}")),
            },
            Tensors = [.. chosen.SelectMany(network => network.Read(Weights + network.Prefix))],
        };
    }

    /// <summary>Which copies of a file's weights an import took, for people, such as <c>velocity network from ema (average)</c>; null where the checkpoint is no import.</summary>
    public static string? CopiesTaken(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return checkpoint.Facts.GetValueOrDefault(CopiesFact);
    }

    /// <summary>
    /// A trial's checkpoint with everything that its networks' published state dicts have, in their order: weights, their
    /// average where there is one, and buffers.
    /// </summary>
    /// <param name="checkpoint">A checkpoint of the trial.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="shape">The shape of its data.</param>
    /// <param name="prior">Its prior over noise.</param>
    /// <exception cref="InvalidDataException">The checkpoint lacks a tensor; the message names it, in words that follow "it".</exception>
    public static Checkpoint StateDicts(Checkpoint checkpoint, TrialSpec trial, SampleShape shape, DiagonalNormal prior)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(trial);
        var networks = NetworkReports.Of(trial, shape, prior, evaluate: false, VelocityConditions.Of(trial))
            .Where(network => network.Name + "." == Velocity || trial.Coupling is LearnedCouplingSpec)
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
