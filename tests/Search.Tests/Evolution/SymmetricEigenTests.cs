using FastOde.Search.Evolution;

namespace FastOde.Search.Tests.Evolution;

public sealed class SymmetricEigenTests
{
    [Fact]
    public void Of_ASymmetricMatrix_GivesItBack()
    {
        const int size = 7;
        var matrix = new double[size, size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
                matrix[row, column] = Math.Cos((row + 1) * (column + 1)) + (row == column ? 3 : 0);
        }

        var (values, vectors) = SymmetricEigen.Of(matrix);

        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                Assert.Equal(matrix[row, column], Enumerable.Range(0, size).Sum(k => vectors[row, k] * values[k] * vectors[column, k]), 1e-9);
                Assert.Equal(row == column ? 1 : 0, Enumerable.Range(0, size).Sum(k => vectors[k, row] * vectors[k, column]), 1e-12);
            }
        }
    }
}
