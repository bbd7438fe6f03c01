using FastOde.Specs.Keys;
using FastOde.Specs.Losses;

namespace FastOde.Specs.Methods;

/// <summary>What is learned, and how.</summary>
[Family("method", "flow-matching")]
public abstract record MethodSpec
{
    /// <summary>Whether it draws times, so that a law of times does something.</summary>
    public virtual bool DrawsTimes => true;

    /// <summary>Whether it learns jumps along the flow, so that sampling can take them.</summary>
    public virtual bool LearnsFlowMap => false;

    /// <summary>The most jumps from noise to data that it learns; null where there is no bound.</summary>
    public virtual int? MostSteps => null;

    /// <summary>The loss where a spec names none.</summary>
    public virtual LossSpec StandardLoss => new SquaredLossSpec();
}
