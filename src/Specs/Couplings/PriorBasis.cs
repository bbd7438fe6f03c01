using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>The orthonormal bases in which a fitted prior has independent coefficients.</summary>
[Noun("basis")]
public enum PriorBasis
{
    /// <summary><c>pixel</c>: the numbers of a sample themselves.</summary>
    Pixel,

    /// <summary><c>fourier</c>: each channel's two-dimensional cosines, the orthonormal DCT-II.</summary>
    Fourier,

    /// <summary><c>wavelet</c>: each channel's two-dimensional Haar wavelets, halved for as long as height and width are even.</summary>
    Wavelet,
}
