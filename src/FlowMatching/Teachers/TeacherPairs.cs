using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Training;
using TorchSharp;

namespace FastOde.FlowMatching.Teachers;

/// <summary>
/// Pairs of noise and what a teacher's flow makes of it, the couplings of rectified flow (Liu, Gong and Liu, 2023) and the
/// examples for distillation. Beside them, the teacher's samples from the noise of evaluations, which no pair has.
/// </summary>
public sealed class TeacherPairs : IDisposable
{
    private const double NoiseTime = 1;
    // Apart from the streams of a training run, and from the noise of evaluations.
    private const long PairStream = 4;
    private const int PointBatch = 16_384;
    private const int ImageBatch = 250;

    internal TeacherPairs(
        TeacherLineage lineage, SampleShape shape, DiagonalNormal prior, torch.Tensor noise, torch.Tensor data, torch.Tensor heldOut, AggregatePosterior? aggregate,
        IReadOnlyList<SafeTensor> weights)
    {
        (Lineage, Shape, Prior, Noise, Data, HeldOut, Aggregate, Weights) = (lineage, shape, prior, noise, data, heldOut, aggregate, weights);
    }

    /// <summary>Where they come from.</summary>
    public TeacherLineage Lineage { get; }

    /// <summary>The shape of the data.</summary>
    public SampleShape Shape { get; }

    /// <summary>The prior over noise.</summary>
    public DiagonalNormal Prior { get; }

    /// <summary>Noise, shape [pairs, dimension], float32.</summary>
    public torch.Tensor Noise { get; }

    /// <summary>Where the teacher's trajectories from it end, the same shape.</summary>
    public torch.Tensor Data { get; }

    /// <summary>Where the teacher's trajectories from the noise of evaluations end, shape [samples, dimension].</summary>
    public torch.Tensor HeldOut { get; }

    /// <summary>What the teacher's sampling starts from, where its prior was fitted; the student's has to as well.</summary>
    public AggregatePosterior? Aggregate { get; }

    /// <summary>Evaluations of the teacher's networks that the pairs took, one a sample; null where nobody counted them.</summary>
    public required long? Evaluations { get; init; }

    /// <summary>The parameters of the teacher's velocity network, averaged where it keeps an average, for a student that begins with them.</summary>
    public IReadOnlyList<SafeTensor> Weights { get; }

    /// <summary>Follows the teacher's flow.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="lineage">Says how many pairs, by which solver, from which seed.</param>
    /// <param name="samples">Samples of an evaluation.</param>
    /// <param name="cancellation">Looked at between steps of the solver.</param>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public static TeacherPairs Generate(TrainedFlow teacher, TeacherLineage lineage, int samples, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(lineage);
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(SeedMixer.Mix(lineage.Seed!.Value, PairStream), torch.CPU);
        var solver = SolverSetting.Parse(lineage.Solver!);
        var drawn = teacher.Noise(lineage.Pairs!.Value, generator);
        var evaluated = EvaluationNoise.Draw(teacher.Prior, samples, seed: 0);
        // A student starts at the fitted normal as its teacher does, but from the prior itself to the end of both flows.
        var noise = teacher.VelocityField.Start is NoiseShift shift ? shift.Apply(drawn) : drawn;
        var before = teacher.Evaluations;
        var data = Follow(teacher, solver, drawn, cancellation);
        var spent = teacher.Evaluations - before;
        var heldOut = Follow(teacher, solver, evaluated, cancellation);
        return new TeacherPairs(
            lineage, teacher.Shape, teacher.Prior, noise.DetachFromDisposeScope(), data.DetachFromDisposeScope(), heldOut.DetachFromDisposeScope(), teacher.Aggregate,
            teacher.VelocityWeights())
        {
            Evaluations = spent,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Noise.Dispose();
        Data.Dispose();
        HeldOut.Dispose();
    }

    private static torch.Tensor Follow(TrainedFlow teacher, SolverSetting solver, torch.Tensor noise, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var integrator = solver.CreateIntegrator();
        var ends = new List<torch.Tensor>();
        foreach (var batch in noise.split(teacher.Shape.IsImage ? ImageBatch : PointBatch))
            ends.Add(integrator.Integrate(teacher.VelocityField, teacher.VelocityField.Start?.Apply(batch) ?? batch.contiguous(), NoiseTime, teacher.Path.MinimumTime, cancellation).End);
        return torch.cat(ends).MoveToOuterDisposeScope();
    }
}
