using System.Reflection;
using FastOde.Specs.Keys;

namespace FastOde.Specs;

/// <summary>Limits of an experiment in words.</summary>
public static class LimitsText
{
    /// <summary>What they say, such as <c>2 trials at once, 2 retries, priority 0</c>.</summary>
    public static string Of(LimitsSpec limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var trials = limits.ConcurrentTrials switch
        {
            null => "as many trials at once as there are slots",
            1 => "1 trial at once",
            { } count => $"{count} trials at once",
        };
        return $"{trials}, {(limits.Retries == 1 ? "1 retry" : $"{limits.Retries} retries")}, priority {limits.Priority}";
    }

    /// <summary>What is wrong with them, in the words of the spec; null where nothing is.</summary>
    public static string? Problem(LimitsSpec limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return Check(nameof(LimitsSpec.ConcurrentTrials), limits.ConcurrentTrials)
            ?? Check(nameof(LimitsSpec.Retries), limits.Retries)
            ?? Check(nameof(LimitsSpec.Priority), limits.Priority);
    }

    /// <summary>The limits themselves, where nothing is wrong with them.</summary>
    /// <exception cref="ArgumentException">Something is.</exception>
    public static LimitsSpec Checked(LimitsSpec limits) => Problem(limits) is { } problem ? throw new ArgumentException(problem, nameof(limits)) : limits;

    /// <summary>The least and the largest value of a limit.</summary>
    /// <param name="property">Its property of <see cref="LimitsSpec"/>.</param>
    public static (int Min, int Max) Bounds(string property)
    {
        var rule = typeof(LimitsSpec).GetProperty(property)!.GetCustomAttribute<WholeAttribute>()!;
        return ((int)rule.Min, (int)rule.Max);
    }

    private static string? Check(string property, int? value)
    {
        var (min, max) = Bounds(property);
        return value is { } number && (number < min || number > max)
            ? $"limits.{char.ToLowerInvariant(property[0])}{property[1..]}: {number} is out of range; expected a whole number from {min} to {max}"
            : null;
    }
}
