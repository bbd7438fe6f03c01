using FastOde.FlowMatching.Checkpoints.NumPy;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>Reads statistics that other programs computed: an <c>.npz</c> file with <c>mu</c> and <c>sigma</c>.</summary>
public static class StatisticsFile
{
    private const double Asymmetry = 1e-6;

    /// <summary>Reads mean and covariance.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The statistics, without a count; the caller owns them.</returns>
    /// <exception cref="FeatureFileException">The file is missing, damaged or something else.</exception>
    public static FeatureStatistics Read(string file) => FeatureFileException.Reading(
        file, "give an .npz with mu, float32 or float64 of shape [n], and sigma of shape [n, n]", () =>
        {
            var arrays = NpzFile.Read(file, "mu", "sigma");
            var (mean, covariance) = (arrays[0], arrays[1]);
            if (mean.Shape is not [var dimension] || covariance.Shape is not [var rows, var columns] || rows != dimension || columns != dimension)
                throw new InvalidDataException($"its mu has the shape [{string.Join(", ", mean.Shape)}] and its sigma [{string.Join(", ", covariance.Shape)}]");
            if (!mean.Values.All(double.IsFinite) || !covariance.Values.All(double.IsFinite))
                throw new InvalidDataException("it has numbers that are not finite");
            MakeSymmetric(covariance.Values, (int)rows);
            return new FeatureStatistics
            {
                Mean = torch.tensor(mean.Values, dtype: torch.float64),
                Covariance = torch.tensor(covariance.Values, [rows, columns], dtype: torch.float64),
            };
        });

    // In place, because a matrix of the largest size that is read has no room for copies.
    private static void MakeSymmetric(double[] matrix, int size)
    {
        var allowed = Asymmetry * matrix.Max(Math.Abs);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < row; column++)
            {
                ref var below = ref matrix[(row * size) + column];
                ref var above = ref matrix[(column * size) + row];
                if (Math.Abs(below - above) > allowed)
                    throw new InvalidDataException("its sigma is not symmetric");
                below = above = (below + above) / 2;
            }
        }
    }
}
