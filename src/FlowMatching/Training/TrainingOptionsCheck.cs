using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.Specs.Couplings;

namespace FastOde.FlowMatching.Training;

/// <summary>Finds what cannot be trained between options that are each right, before anything is computed.</summary>
public static class TrainingOptionsCheck
{
    /// <summary>Everything wrong with the options; empty when they can be used. The evaluation has a check of its own.</summary>
    /// <param name="options">The options.</param>
    /// <param name="shape">The shape of a sample; null where it is not known, so that nothing is said of it.</param>
    public static IReadOnlyList<TrainingProblem> Problems(this TrainingOptions options, SampleShape? shape = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            .. Parts(options), .. Precision(options),
            .. Prior(options.Coupling, shape), .. Device(options),
        ];
    }

    private static IEnumerable<TrainingProblem> Parts(TrainingOptions options)
    {
        var parts = options.Accumulation * options.Replicas;
        var key = options.Accumulation > 1 ? "accumulation" : "replicas";
        if (options.Replicas > 1 && options.Coupling.ComparesSamples)
            yield return new("replicas", "The coupling compares the samples of a batch with each other, and a replica sees only its share; use replicas: 1, or penalties: kl with the standard prior.");
        else if (options.Replicas > 1 && options.Coupling.HasCritic)
            yield return new("replicas", "The coupling has one critic, which learns from the whole batch, and a replica sees only its share; use replicas: 1, or penalties: kl.");
        else if (options.BatchSize % parts != 0)
            yield return new(key, $"A batch of {options.BatchSize} cannot be split into {Product(options)} equal parts; expected a batchSize that is a multiple of {parts}, such as {Math.Max(parts, options.BatchSize - options.BatchSize % parts)}.");
        else if (options.Coupling.ComparesSamples && options.BatchSize / parts < 2)
            yield return new(key, $"The coupling compares the samples of a part with each other, and a batch of {options.BatchSize} in {Product(options)} parts leaves 1; expected fewer parts or a larger batchSize.");
    }

    private static IEnumerable<TrainingProblem> Precision(TrainingOptions options)
    {
        var encoder = options.Coupling.Kind == CouplingKind.Learned ? options.Encoder ?? options.Network : options.Network;
        if (options.Precision != FastOde.Specs.Networks.Precision.Full && !(options.Network.IsUNet && encoder.IsUNet && options.PriorNetwork is not { IsUNet: false }))
            yield return new("precision", "Networks of kind mlp and fourier-mlp compute in single precision only; use precision: fp32, or a U-Net on images.");
    }

    private static IEnumerable<TrainingProblem> Prior(CouplingOptions coupling, SampleShape? shape)
    {
        if (coupling is not { Kind: CouplingKind.Learned, Prior: PriorKind.Fitted, PriorBasis: not PriorBasis.Pixel })
            yield break;
        if (shape is not null && NoiseBasis.Problem(coupling.PriorBasis, shape) is { } problem)
            yield return new("coupling.priorBasis", problem);
    }

    private static IEnumerable<TrainingProblem> Device(TrainingOptions options)
    {
        if (DeviceName.Problem(options.Device, options.Replicas) is { } problem)
            yield return new("device", problem);
    }

    private static string Product(TrainingOptions options) => options is { Accumulation: > 1, Replicas: > 1 }
        ? $"{options.Replicas} × {options.Accumulation}"
        : $"{options.Accumulation * options.Replicas}";
}
