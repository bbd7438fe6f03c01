using CsCheck;
using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Tests.Vectors;

/// <summary>Eight columns sorted at once.</summary>
public sealed class SortingNetworkTests
{
    [Fact]
    public void Sort_AnyKeys_OrdersEveryColumn() =>
        Gen.Select(Gen.Int[0, 7], Gen.Long).SelectMany((log, _) => Gen.Long.Array[SortingNetwork.Columns << log]).Sample(keys =>
        {
            var rows = keys.Length / SortingNetwork.Columns;
            var sorted = (long[])keys.Clone();
            unsafe
            {
                fixed (long* start = sorted)
                    SortingNetwork.Sort(start, rows);
            }

            for (var column = 0; column < SortingNetwork.Columns; column++)
                Assert.Equal(Column(keys, column).Order(), Column(sorted, column));
        }, iter: 100);

    private static IEnumerable<long> Column(long[] keys, int column) =>
        keys.Where((_, i) => i % SortingNetwork.Columns == column);
}
