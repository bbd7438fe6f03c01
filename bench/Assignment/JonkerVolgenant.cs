namespace FastOde.Bench.Assignment;

/// <summary>
/// Shortest augmenting paths on a dense matrix, one row after the other, as Jonker and Volgenant (1987) augment: the plain
/// method, without an auction before it, candidate lists or vector instructions.
/// </summary>
internal static class JonkerVolgenant
{
    /// <summary>The column of each row in the assignment of least total cost.</summary>
    /// <param name="costs">Row by row, <paramref name="count"/>² costs.</param>
    /// <param name="count">Rows, and columns.</param>
    public static int[] Solve(double[] costs, int count)
    {
        var (rowPrices, columnPrices) = (new double[count], new double[count]);
        var rowOf = Enumerable.Repeat(-1, count).ToArray();
        var (distance, before, done) = (new double[count], new int[count], new bool[count]);
        for (var free = 0; free < count; free++)
        {
            Array.Fill(distance, double.PositiveInfinity);
            Array.Clear(done);
            var (row, last, reached) = (free, -1, 0.0);
            do
            {
                var next = -1;
                for (var column = 0; column < count; column++)
                {
                    if (done[column])
                        continue;
                    var through = reached + costs[row * count + column] - rowPrices[row] - columnPrices[column];
                    if (through < distance[column])
                        (distance[column], before[column]) = (through, last);
                    if (next < 0 || distance[column] < distance[next])
                        next = column;
                }

                (reached, last) = (distance[next], next);
                done[next] = true;
                row = rowOf[next];
            }
            while (row >= 0);

            rowPrices[free] += reached;
            for (var column = 0; column < count; column++)
            {
                if (!done[column])
                    continue;
                columnPrices[column] += distance[column] - reached;
                if (rowOf[column] >= 0)
                    rowPrices[rowOf[column]] += reached - distance[column];
            }

            for (; last >= 0; last = before[last])
                rowOf[last] = before[last] < 0 ? free : rowOf[before[last]];
        }

        var columnOf = new int[count];
        for (var column = 0; column < count; column++)
            columnOf[rowOf[column]] = column;
        return columnOf;
    }
}
