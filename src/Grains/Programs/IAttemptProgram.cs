using FastOde.Contracts.Trials;
using FastOde.Grains.Trainers;
using FastOde.Specs;

namespace FastOde.Grains.Programs;

/// <summary>What an attempt executes on its slot's thread.</summary>
internal interface IAttemptProgram
{
    /// <summary>Whether the program calls libtorch.</summary>
    bool UsesTorch { get; }

    /// <summary>Whether this program is the one for a trial.</summary>
    bool Handles(TrialSpec trial);

    /// <summary>Runs the attempt to its end.</summary>
    /// <param name="order">What to run.</param>
    /// <param name="recorder">Takes progress and measurements.</param>
    /// <param name="stop">Asks the program to save its state and return.</param>
    AttemptResult Run(AttemptOrder order, AttemptRecorder recorder, CancellationToken stop);
}
