namespace FastOde.Search.Spaces;

/// <summary>The ends and the scale of a range, checked once.</summary>
internal sealed record NumberRange
{
    internal NumberRange(string key, double min, double max, RangeScale scale)
    {
        if (!double.IsFinite(min) || !double.IsFinite(max) || min >= max)
            throw new ArgumentException($"dimension '{key}' ranges from {min} to {max}; expected two finite numbers, the smaller first");
        if (scale == RangeScale.Log && min <= 0)
            throw new ArgumentException($"dimension '{key}' starts at {min}, but a log scale needs a start above 0");
        (Min, Max, Scale) = (min, max, scale);
    }

    internal double Min { get; }

    internal double Max { get; }

    internal RangeScale Scale { get; }

    /// <summary>The point at a fraction of the way from the start to <paramref name="end"/>, measured on the scale.</summary>
    internal double At(double fraction, double end)
    {
        var value = Scale == RangeScale.Log
            ? Math.Exp(Math.Log(Min) + (fraction * (Math.Log(end) - Math.Log(Min))))
            : Min + (fraction * (end - Min));
        return Math.Clamp(value, Min, end);
    }
}
