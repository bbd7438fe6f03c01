namespace FastOde.FlowMatching.Networks;

/// <summary>Names of time-like inputs that networks take beside a point.</summary>
public static class NetworkConditions
{
    /// <summary>t, the time on the path.</summary>
    public const string Time = "t";

    /// <summary>d = t - r, the length of a step from t to r.</summary>
    public const string Step = "d";

    /// <summary>Time and step, as a flow map needs them.</summary>
    public static IReadOnlyList<string> TimeAndStep { get; } = [Time, Step];

    /// <summary>The time alone, as a velocity needs it.</summary>
    public static IReadOnlyList<string> TimeAlone { get; } = [Time];
}
