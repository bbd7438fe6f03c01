using FastOde.Specs.Keys;

namespace FastOde.Specs.Networks;

/// <summary>How a U-Net sees time.</summary>
[Noun("embedding of time")]
public enum TimeEmbeddingKind
{
    /// <summary><c>positional</c>: sines and cosines of time at frequencies from 1 down to 1/10,000.</summary>
    Positional,

    /// <summary><c>fourier</c>: sines and cosines of 2π·f·t at frequencies f drawn once from a normal of standard deviation 16.</summary>
    Fourier,
}
