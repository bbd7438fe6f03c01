using System.Globalization;
using FastOde.FlowMatching.Catalogs;

namespace FastOde.FlowMatching.Solvers.Grids;

/// <summary>
/// Equal steps in t^(1/ρ): t_i = (from^(1/ρ) + i/N·(to^(1/ρ) - from^(1/ρ)))^ρ, so that steps become finer towards t = 0
/// the larger ρ is, and ρ = 1 is uniform (Karras et al., "Elucidating the Design Space of Diffusion-Based Generative
/// Models", 2022, eq. 5, which has the noise level for t and a last step to zero of its own).
/// </summary>
/// <param name="Exponent">ρ, from <see cref="Smallest"/> to <see cref="Largest"/>.</param>
public sealed record PowerGrid(double Exponent) : TimeGrid(Prefix + Exponent.ToString(CultureInfo.InvariantCulture))
{
    /// <summary>What the spec name begins with; the exponent follows.</summary>
    public const string Prefix = "power";

    /// <summary>The smallest exponent; below 1 steps become finer towards t = 1.</summary>
    public const double Smallest = 0.1;

    /// <summary>The largest exponent.</summary>
    public const double Largest = 100;

    /// <summary>Reads the exponent of a name that begins with <see cref="Prefix"/>.</summary>
    /// <exception cref="InvalidSettingException">There is no exponent, or it is out of range.</exception>
    public static PowerGrid Parse(string name)
    {
        const NumberStyles digits = NumberStyles.AllowDecimalPoint;
        return double.TryParse(name.AsSpan(Prefix.Length), digits, CultureInfo.InvariantCulture, out var exponent)
            && exponent is >= Smallest and <= Largest
            ? new(exponent)
            : throw new SettingValueException(string.Create(
                CultureInfo.InvariantCulture,
                $"The time grid '{name}' needs an exponent from {Smallest} to {Largest}; write {Prefix}2 or {Prefix}7."));
    }

    /// <inheritdoc/>
    protected override double Boundary(int index, int steps, double from, double to, SamplingProcess process)
    {
        var (start, end) = (Math.Pow(from, 1 / Exponent), Math.Pow(to, 1 / Exponent));
        return Math.Pow(start + (end - start) * index / steps, Exponent);
    }
}
