namespace FastOde.Search.Spaces;

/// <summary>How likely the parts of a range are.</summary>
public enum RangeScale
{
    /// <summary>Parts of equal length are equally likely.</summary>
    Linear,

    /// <summary>Parts of equal ratio are equally likely: 1 to 10 as likely as 10 to 100.</summary>
    Log,
}
