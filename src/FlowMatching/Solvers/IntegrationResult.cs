using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>Where a batch of trajectories ended and what that cost.</summary>
public sealed record IntegrationResult : IDisposable
{
    /// <summary>The points at the end time, of the shape and type of the start; the caller owns them.</summary>
    public required torch.Tensor End { get; init; }

    /// <summary>Steps taken; with adaptive steps, the most that any sample took.</summary>
    public required int StepCount { get; init; }

    /// <summary>Evaluations of the batched velocity field, counted.</summary>
    public required int Nfe { get; init; }

    /// <summary>Accepted steps, mean over samples; equal to <see cref="StepCount"/> with fixed steps.</summary>
    public required double MeanStepCount { get; init; }

    /// <summary>Evaluations in which a sample took part, mean over samples; equal to <see cref="Nfe"/> with fixed steps.</summary>
    public required double MeanNfe { get; init; }

    /// <summary>Attempted steps whose error was too large, summed over samples; 0 with fixed steps.</summary>
    public int RejectedSteps { get; init; }

    /// <inheritdoc/>
    public void Dispose() => End.Dispose();
}
