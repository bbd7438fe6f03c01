using System.Globalization;

namespace FastOde.FlowMatching.Training;

/// <summary>The names of what training reports while it runs.</summary>
public static class TrainingMetrics
{
    /// <summary>The whole loss: the method's, as its errors count, plus the weighted penalties.</summary>
    public const string Loss = "loss";

    /// <summary>Mean squared error of the prediction of flow matching, per data dimension.</summary>
    public const string VelocityLoss = Methods.VelocityMethod.LossName;

    /// <summary>Variance of the coupling's velocities given the point, per data dimension.</summary>
    public const string VelocityVariance = "velocityVariance";

    /// <summary>The velocity loss of one bin of time, such as <c>velocityLoss[t0.9-1.0]</c>.</summary>
    /// <param name="bin">From 0, nearest to data.</param>
    public static string VelocityLossIn(int bin) => In(VelocityLoss, bin);

    /// <summary>The variance of the velocity in the middle of a bin of time, such as <c>velocityVariance[t0.9-1.0]</c>.</summary>
    /// <param name="bin">From 0, nearest to data.</param>
    public static string VelocityVarianceIn(int bin) => In(VelocityVariance, bin);

    /// <summary>The coupling's one penalty, not weighted; 0 for couplings without one. Several have names of their own.</summary>
    public const string Penalty = "penalty";

    /// <summary>Curvature of trajectories from fixed noise by Euler with 20 steps.</summary>
    public const string Curvature = "curvature";

    /// <summary>The share of encoded samples and draws of the prior that a critic tells right; 0.5 is chance.</summary>
    public const string CriticAccuracy = "criticAccuracy";

    /// <summary>Mean squared error of the velocity of a prior's own flow, per data dimension.</summary>
    public const string PriorFlowLoss = "priorFlowLoss";

    private static string In(string metric, int bin) =>
        string.Create(CultureInfo.InvariantCulture, $"{metric}[t{(double)bin / Methods.TimeBins.Count:0.0}-{(double)(bin + 1) / Methods.TimeBins.Count:0.0}]");

    /// <summary>The names of a coupling's penalties, not weighted; one that has none reports a penalty of 0.</summary>
    internal static IReadOnlyList<string> Of(IReadOnlyList<string> penalties) => penalties.Count < 2 ? [Penalty] : [.. penalties.Select(Of)];

    /// <summary>The name of one of several penalties, not weighted, such as <c>slicedWassersteinPenalty</c>.</summary>
    /// <param name="penalty">The word of its kind, such as <c>sliced-wasserstein</c>.</param>
    public static string Of(string penalty)
    {
        ArgumentNullException.ThrowIfNull(penalty);
        return string.Concat(penalty.Split('-').Select((word, index) => index == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}").Append("Penalty"));
    }
}
