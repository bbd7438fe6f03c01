using FastOde.FlowMatching.Networks;
using FastOde.Specs.Optimizers;

namespace FastOde.FlowMatching.Optimizers;

/// <summary>Adam and AdamW over a whole parameter arena, with warm-up, clipping and moving average. Its state is the arena's and the step.</summary>
public sealed class AdamOptimizer
{
    private readonly OptimizerSpec spec;
    private readonly ParameterArena arena;
    private readonly IArenaUpdate update;

    /// <summary>Prepares to optimize an arena.</summary>
    /// <param name="spec">Rates and decays.</param>
    /// <param name="arena">The parameters; keeps an average if the spec asks for one.</param>
    public AdamOptimizer(OptimizerSpec spec, ParameterArena arena)
        : this(spec, arena, arena.Device.Create(new ArenaUpdateComputation()))
    {
    }

    internal AdamOptimizer(OptimizerSpec spec, ParameterArena arena, IArenaUpdate update)
    {
        this.spec = spec;
        this.arena = arena;
        this.update = update;
    }

    /// <summary>The learning rate of a step, warm-up included.</summary>
    /// <param name="step">The step, from 1.</param>
    public double LearningRate(int step) =>
        spec.LearningRate * (step < spec.Warmup ? (double)step / spec.Warmup : 1);

    /// <summary>What a step's weights count in the moving average: average ← average + share·(weights - average).</summary>
    /// <param name="step">The step, from 1.</param>
    /// <returns>Above 0, at most 1; means nothing where no average is kept.</returns>
    public double AverageShare(int step)
    {
        if (spec.EmaHalfLife <= 0)
            return 1 - spec.EmaDecay;
        var halfLife = spec.EmaRampUp > 0 ? Math.Min(spec.EmaHalfLife, spec.EmaRampUp * step) : spec.EmaHalfLife;
        return 1 - Math.Pow(0.5, 1 / halfLife);
    }

    /// <summary>Moves the parameters against their gradients.</summary>
    /// <param name="step">The step, from 1.</param>
    public void Step(int step)
    {
        var rate = LearningRate(step);
        var decoupled = spec is AdamWSpec;
        var coefficients = new AdamCoefficients
        {
            GradientScale = GradientScale(),
            GradientDecay = decoupled ? 0 : (float)spec.WeightDecay,
            ValueScale = decoupled ? (float)(1 - rate * spec.WeightDecay) : 1,
            Beta1 = (float)spec.Beta1,
            OneMinusBeta1 = (float)(1 - spec.Beta1),
            Beta2 = (float)spec.Beta2,
            OneMinusBeta2 = (float)(1 - spec.Beta2),
            RootCorrection = (float)Math.Sqrt(1 - Math.Pow(spec.Beta2, step)),
            StepSize = (float)(rate / (1 - Math.Pow(spec.Beta1, step))),
            Epsilon = (float)spec.Epsilon,
        };
        update.Adam(coefficients, arena);
        if (arena.Average is not null)
            update.MoveAverage((float)AverageShare(step), arena);
    }

    /// <summary>As <c>clip_grad_norm_</c>: limit / (norm + 1e-6) where that is below 1.</summary>
    private float GradientScale() =>
        spec.ClipNorm > 0 ? (float)Math.Min(1, spec.ClipNorm / (Math.Sqrt(update.SquaredNorm(arena)) + 1e-6)) : 1;
}
