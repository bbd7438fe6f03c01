using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Methods;
using FastOde.FlowMatching.Methods.Times;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Paths;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>The networks of a trial and the arena in which their parameters lie.</summary>
internal sealed class TrialNetworks : IDisposable
{
    /// <summary>The velocity network's name in the arena and in checkpoints.</summary>
    public const string VelocityName = "velocity";

    private const string EncoderName = "encoder";

    private readonly CountingNetwork velocity;
    private readonly CountingNetwork? encoder;

    /// <summary>Builds the networks that a trial asks for; all parameters are zero.</summary>
    /// <param name="trial">Their shapes, the coupling, and whether an average is kept.</param>
    /// <param name="shape">The shape of the data.</param>
    /// <param name="prior">The prior over noise.</param>
    /// <param name="dropout">The trial's generator, on the device, for networks that drop features in training.</param>
    /// <param name="device">Where the parameters lie.</param>
    /// <exception cref="SettingValueException">A network does not fit the data; the message names the key at fault.</exception>
    public TrialNetworks(TrialSpec trial, SampleShape shape, DiagonalNormal prior, torch.Generator dropout, ComputeDevice device)
    {
        Method = MethodOf(trial);
        var problem = new NetworkProblem(shape, prior, NetworkProblem.VelocityOutputs, dropout, trial.Precision) { Conditions = Method.Conditions };
        velocity = new CountingNetwork(device.Create<Network>(trial.Network, problem));
        encoder = trial.Coupling is LearnedCouplingSpec
            ? new CountingNetwork(device.Create<Network>(
                trial.EncoderNetwork, problem with { OutputsPerDimension = NetworkProblem.EncoderOutputs, Conditions = NetworkConditions.TimeAlone }))
            : null;
        (string, IReadOnlyList<ParameterShape>)[] networks =
            Encoder is null ? [(VelocityName, Velocity.Shapes)] : [(VelocityName, Velocity.Shapes), (EncoderName, Encoder.Shapes)];
        Arena = new ParameterArena(networks, withAverage: trial.Optimizer.KeepsAverage, device);
        VelocityParameters = Arena.Block(VelocityName);
        EncoderParameters = Encoder is null ? null : Arena.Block(EncoderName);
        VelocityField = Field(start: null);
    }

    /// <summary>What is learned, and how.</summary>
    public Method Method { get; }

    /// <summary>The velocity network.</summary>
    public Network Velocity => velocity;

    /// <summary>The encoder of a learned forward process; else null.</summary>
    public Network? Encoder => encoder;

    /// <summary>Evaluations of both so far, one a sample.</summary>
    public long Evaluations => velocity.Evaluations + (encoder?.Evaluations ?? 0);

    /// <summary>All parameters.</summary>
    public ParameterArena Arena { get; }

    /// <summary>The velocity network's parameters.</summary>
    public ParameterBlock VelocityParameters { get; }

    /// <summary>The encoder's parameters, where there is one.</summary>
    public ParameterBlock? EncoderParameters { get; }

    /// <summary>The velocity, with the moving average of the weights where one is kept.</summary>
    public IVelocityField VelocityField { get; }

    /// <summary>The velocity with trajectories that start from moved noise.</summary>
    /// <param name="start">How it is moved; null leaves it.</param>
    public IVelocityField VelocityFieldFrom(SamplingStart? start) =>
        start is null ? VelocityField : Field(start);

    /// <summary>Noise of the learned forward process, with the moving average of the weights where one is kept: mean + deviation·ε.</summary>
    /// <param name="data">Data, shape [n, dimension].</param>
    /// <param name="normals">ε, draws of N(0, 1) of the same shape.</param>
    /// <exception cref="InvalidOperationException">The trial has no encoder.</exception>
    public torch.Tensor Encode(torch.Tensor data, torch.Tensor normals)
    {
        if (Encoder is null)
            throw new InvalidOperationException("The trial's coupling is not learned, so that it has no encoder.");
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var device = Arena.Device.Device;
        var encoded = Encoder.Evaluate(EncoderParameters!, data.to(device), torch.ones([data.shape[0], 1], device: device), averaged: Arena.Average is not null);
        var parts = encoded.to(data.device).chunk(2, 1);
        return (parts[0] + (parts[1] * 0.5).exp_() * normals).MoveToOuterDisposeScope();
    }

    /// <summary>What a trial learns, and how.</summary>
    /// <exception cref="UnknownNameException">There is no such path.</exception>
    public static Method MethodOf(TrialSpec trial) => Kinds.Create<Method>(
        trial.Method,
        new MethodSetting(PathCatalog.Paths.Find(trial.Path), trial.Prediction)
        {
            Times = TimeLaw.Of(trial.Time),
            Loss = trial.TrainingLoss,
            EncoderFromDiagonal = trial.Coupling is LearnedCouplingSpec { Gradient: EncoderGradient.Diagonal },
        });

    /// <summary>Draws initial parameters; the average begins with them.</summary>
    public void Initialize(torch.Generator generator)
    {
        foreach (var block in Arena.Blocks)
            block.Initialize(generator);
        Arena.Average?.copy_(Arena.Values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Velocity.Dispose();
        Encoder?.Dispose();
        Arena.Dispose();
    }

    private IDifferentiableVelocityField Field(SamplingStart? start) =>
        Method.VelocityField(new NetworkVelocityField(Velocity, VelocityParameters, averaged: Arena.Average is not null, start));
}
