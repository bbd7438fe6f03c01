using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Training;
using FastOde.Specs;

namespace FastOde.FlowMatching.Teachers;

/// <summary>The networks of a teacher as a student keeps them, so that it needs the teacher's own files no more.</summary>
public sealed record TeacherNetworks
{
    private const string WeightsSection = "weights.";
    private const string AverageSection = "average.";

    /// <summary>Where they come from.</summary>
    public required TeacherLineage Lineage { get; init; }

    /// <summary>What the teacher trained.</summary>
    public required TrialSpec Trial { get; init; }

    /// <summary>The shape of the data.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>The prior over noise.</summary>
    public required DiagonalNormal Prior { get; init; }

    /// <summary>The weights alone, averaged where the teacher keeps an average, and what its sampling starts from.</summary>
    public required Checkpoint Weights { get; init; }

    /// <summary>Which networks a student uses, in words; null where it uses none.</summary>
    /// <param name="student">The student.</param>
    public static string? UsedBy(TrialSpec student)
    {
        ArgumentNullException.ThrowIfNull(student);
        return (student.LearnsFromVelocity, student.TakesEncoder) switch
        {
            (true, true) => "velocity and encoder",
            (true, false) => "velocity",
            (false, true) => "encoder",
            _ => null,
        };
    }

    /// <summary>What a student needs of a teacher's checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <returns>A checkpoint of weights alone.</returns>
    public static Checkpoint WeightsOf(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var section = checkpoint.Tensors.Any(tensor => tensor.Name.StartsWith(AverageSection, StringComparison.Ordinal)) ? AverageSection : WeightsSection;
        return checkpoint with
        {
            Tensors =
            [
                .. checkpoint.Tensors.Where(tensor => tensor.Name.StartsWith(section, StringComparison.Ordinal))
                    .Select(tensor => tensor with { Name = WeightsSection + tensor.Name[section.Length..] }),
                .. checkpoint.Tensors.Where(tensor => tensor.Name == StoredAggregate.TensorName),
            ],
        };
    }

    /// <summary>Restores the networks for one thread; the caller disposes of them.</summary>
    /// <param name="device">Where they compute.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another size; the message names it.</exception>
    public TrainedFlow Restore(string device) => TrainedFlow.Restore(Trial with { Device = device }, Shape, Prior, Weights);
}
