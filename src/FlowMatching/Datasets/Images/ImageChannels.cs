namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>The channels of an image; the number is how many.</summary>
public enum ImageChannels
{
    /// <summary>One channel, the lightness.</summary>
    Grey = 1,

    /// <summary>Red, green and blue.</summary>
    Rgb = 3,
}
