using FastOde.Specs.Keys;
using FastOde.Specs.Losses;

namespace FastOde.Specs.Methods;

/// <summary>What is learned, and how.</summary>
[Family("method", "flow-matching")]
public abstract record MethodSpec
{
    /// <summary>Whether it draws times, so that a law of times does something.</summary>
    public virtual bool DrawsTimes => true;

    /// <summary>The loss where a spec names none.</summary>
    public virtual LossSpec StandardLoss => new SquaredLossSpec();
}
