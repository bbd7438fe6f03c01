namespace FastOde.Search.Evolution;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations (1846).</summary>
internal static class SymmetricEigen
{
    private const int Sweeps = 60;
    private const double Enough = 1e-24;

    /// <summary>The eigenvalues, and as columns the eigenvectors of length 1.</summary>
    /// <param name="matrix">The matrix; it is not changed.</param>
    internal static (double[] Values, double[,] Vectors) Of(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var vectors = new double[size, size];
        for (var place = 0; place < size; place++)
            vectors[place, place] = 1;
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var (outside, diagonal) = (0.0, 0.0);
            for (var row = 0; row < size; row++)
            {
                diagonal += a[row, row] * a[row, row];
                for (var column = row + 1; column < size; column++)
                    outside += a[row, column] * a[row, column];
            }

            if (outside <= Enough * diagonal)
                break;
            for (var row = 0; row < size; row++)
            {
                for (var column = row + 1; column < size; column++)
                    Rotate(a, vectors, row, column);
            }
        }

        return ([.. Enumerable.Range(0, size).Select(place => a[place, place])], vectors);
    }

    /// <summary>Makes one element outside the diagonal zero.</summary>
    private static void Rotate(double[,] a, double[,] vectors, int p, int q)
    {
        if (a[p, q] == 0)
            return;
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var tangent = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;
        var size = a.GetLength(0);
        for (var k = 0; k < size; k++)
            (a[k, p], a[k, q]) = ((cosine * a[k, p]) - (sine * a[k, q]), (sine * a[k, p]) + (cosine * a[k, q]));
        for (var k = 0; k < size; k++)
        {
            (a[p, k], a[q, k]) = ((cosine * a[p, k]) - (sine * a[q, k]), (sine * a[p, k]) + (cosine * a[q, k]));
            (vectors[k, p], vectors[k, q]) = ((cosine * vectors[k, p]) - (sine * vectors[k, q]), (sine * vectors[k, p]) + (cosine * vectors[k, q]));
        }
    }
}
