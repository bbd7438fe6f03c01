namespace FastOde.FlowMatching.Paths;

/// <summary>A path's coefficients at one time, as plain numbers; see <see cref="PathCoefficients"/>.</summary>
/// <param name="Data">Coefficient a of the data.</param>
/// <param name="Noise">Coefficient b of the noise.</param>
/// <param name="DataDerivative">Time derivative of <paramref name="Data"/>.</param>
/// <param name="NoiseDerivative">Time derivative of <paramref name="Noise"/>.</param>
public readonly record struct PathPoint(double Data, double Noise, double DataDerivative, double NoiseDerivative)
{
    /// <summary>
    /// a·b' - a'·b, by which point x and velocity v tell the expected ends apart: data = (b'·x - b·v) / determinant and
    /// noise = (a·v - a'·x) / determinant. Positive on every path.
    /// </summary>
    public double Determinant => Data * NoiseDerivative - DataDerivative * Noise;
}
