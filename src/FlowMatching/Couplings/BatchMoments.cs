namespace FastOde.FlowMatching.Couplings;

/// <summary>Mean and variance of a minibatch in each dimension.</summary>
internal static class BatchMoments
{
    /// <summary>Measures a batch.</summary>
    /// <param name="rows">One row a sample, at least one.</param>
    /// <param name="means">Receives the means; its length is the dimension.</param>
    /// <param name="variances">Receives the mean squared distances from the means.</param>
    public static void Measure(ReadOnlySpan<float> rows, Span<double> means, Span<double> variances)
    {
        var dimension = means.Length;
        var share = (double)dimension / rows.Length;
        means.Clear();
        variances.Clear();
        for (var i = 0; i < rows.Length; i += dimension)
        {
            for (var k = 0; k < dimension; k++)
                means[k] += share * rows[i + k];
        }

        for (var i = 0; i < rows.Length; i += dimension)
        {
            for (var k = 0; k < dimension; k++)
            {
                var distance = rows[i + k] - means[k];
                variances[k] += share * distance * distance;
            }
        }
    }
}
