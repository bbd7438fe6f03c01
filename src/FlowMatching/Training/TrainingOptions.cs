using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Paths;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Training;

/// <summary>All that defines one trial's training; with the step it defines every weight and metric.</summary>
public sealed record TrainingOptions
{
    /// <summary>Name of the data set: of points as in <see cref="Datasets.DatasetCatalog"/>, or of added images.</summary>
    public string Data { get; init; } = "two-gaussians";

    /// <summary>Whether about half of the training images are mirrored left to right, anew each time they are picked.</summary>
    public bool Flip { get; init; }

    /// <summary>Name of the path, as in <see cref="Paths.PathCatalog"/>.</summary>
    public string Path { get; init; } = "linear";

    /// <summary>What the velocity network is trained to predict.</summary>
    public PredictionKind Prediction { get; init; }

    /// <summary>What is learned, and how; where it is not said, distillation for a coupling of that kind, and else flow matching.</summary>
    public MethodOptions Method
    {
        get => field ?? (Coupling.Kind == CouplingKind.Distillation ? new DistillationOptions() : new FlowMatchingOptions());
        init;
    }

    /// <summary>Which noise goes with which data.</summary>
    public CouplingOptions Coupling { get; init; } = new();

    /// <summary>The velocity network.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>The encoder of a learned coupling; null for the shape of <see cref="Network"/>.</summary>
    public NetworkOptions? Encoder { get; init; }

    /// <summary>The velocity network of a prior's own flow; null for the shape of <see cref="Network"/>.</summary>
    public NetworkOptions? PriorNetwork { get; init; }

    /// <summary>The optimizer.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Samples a step, at least 1.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>Equal parts in which a replica's share of the batch goes through the networks, one after the other; at least 1.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>Copies of the networks that share each batch, side by side; at least 1.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>What the networks compute with, in training and evaluation; only U-Nets have a choice.</summary>
    public Precision Precision { get; init; } = Precision.Full;

    /// <summary>What computes, as in <see cref="Devices.DeviceName"/>; weights and metrics depend on it to rounding, and draws in all.</summary>
    public string Device { get; init; } = Devices.DeviceName.Automatic;

    /// <summary>Training steps, at least 1.</summary>
    public int Iterations { get; init; } = 10_000;

    /// <summary>The trial's seed: data set, initial weights, data order and draws all follow from it.</summary>
    public long Seed { get; init; }

    /// <summary>Report losses each time this many steps have passed, as their mean since the last report; at least 1.</summary>
    public int LogEvery { get; init; } = 100;

    /// <summary>Measure curvature each time this many steps have passed; 0 for never.</summary>
    public int CurvatureEvery { get; init; } = 500;

    /// <summary>Write a checkpoint each time this many steps have passed; 0 for at the end only.</summary>
    public int CheckpointEvery { get; init; } = 1000;

    /// <summary>What is measured when.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>The method that these options describe.</summary>
    /// <exception cref="Catalogs.UnknownNameException">There is no such path.</exception>
    public Method CreateMethod() => MethodDiscovery.Create(Method, PathCatalog.Paths.Find(Path), Prediction);
}
