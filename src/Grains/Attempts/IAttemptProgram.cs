using FastOde.Contracts.Trials;
using FastOde.Specs;

namespace FastOde.Grains.Attempts;

/// <summary>What an attempt executes on its slot's thread. It reads and writes no store: it has its order and its sink.</summary>
internal interface IAttemptProgram
{
    /// <summary>Whether the program calls libtorch.</summary>
    bool UsesTorch { get; }

    /// <summary>Whether this program is the one for a trial.</summary>
    bool Handles(TrialSpec trial);

    /// <summary>Runs the attempt to its end.</summary>
    /// <param name="order">What to run, and what is on record of it.</param>
    /// <param name="sink">Takes what the program reports, and asks it to stop.</param>
    AttemptResult Run(AttemptOrder order, IAttemptSink sink);
}
