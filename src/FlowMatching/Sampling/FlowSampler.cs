using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Training;
using TorchSharp;

namespace FastOde.FlowMatching.Sampling;

/// <summary>Turns noise into samples with a trained flow and one solver setting. Not for two threads at once.</summary>
public sealed class FlowSampler
{
    private const double NoiseTime = 1;
    private readonly TrainedFlow flow;
    private readonly Integrator integrator;
    private readonly bool predictions;

    /// <summary>Prepares sampling.</summary>
    /// <param name="flow">The trial's networks; stays the caller's.</param>
    /// <param name="setting">Solver, time grid and number of evaluations or tolerance.</param>
    /// <param name="process">What solver and grid may know beside the velocity; null for nothing.</param>
    /// <param name="predictions">Whether the data predicted at each step is kept.</param>
    /// <exception cref="SettingValueException">Predictions are asked of a solver whose samples step at times of their own.</exception>
    public FlowSampler(TrainedFlow flow, SolverSetting setting, SamplingProcess? process, bool predictions)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(setting);
        this.flow = flow;
        this.predictions = predictions;
        if (predictions && setting.Method.IsAdaptive)
            throw new SettingValueException($"{setting.Solver} takes steps of its own for each sample, so that there are no common steps to keep predictions of. Choose a fixed-step solver, such as heun.");
        integrator = setting.CreateIntegrator(process);
    }

    /// <summary>Generates one batch.</summary>
    /// <param name="noise">Shape [n, dimension], float32; left as it is.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="IntegrationException">An adaptive solver cannot go on.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public SampleBatch Generate(torch.Tensor noise, CancellationToken cancellation) =>
        predictions ? Trace((FixedStepIntegrator)integrator, noise, cancellation) : Integrate(noise, cancellation);

    private SampleBatch Integrate(torch.Tensor noise, CancellationToken cancellation)
    {
        using var result = integrator.Integrate(flow.VelocityField, noise, NoiseTime, flow.Path.MinimumTime, cancellation);
        return new SampleBatch { Samples = result.End.alias(), StepCount = result.StepCount, Nfe = result.MeanNfe };
    }

    private SampleBatch Trace(FixedStepIntegrator integrator, torch.Tensor noise, CancellationToken cancellation)
    {
        using var recorder = new PredictionRecorder(flow.VelocityField, flow.Path);
        using var trajectory = integrator.Trace(recorder, noise, NoiseTime, flow.Path.MinimumTime, cancellation);
        return new SampleBatch
        {
            Samples = trajectory.States[trajectory.StepCount].clone(),
            Predictions = recorder.At(trajectory.Times.Take(trajectory.StepCount)),
            StepCount = trajectory.StepCount,
            Nfe = trajectory.Nfe,
        };
    }
}
