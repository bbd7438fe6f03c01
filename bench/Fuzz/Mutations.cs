using CsCheck;

namespace FastOde.Bench.Fuzz;

/// <summary>Inputs that are almost right, and inputs that are anything.</summary>
internal static class Mutations
{
    private const int MostEdits = 6;
    private const int LongestPiece = 64;
    private const int LongestNoise = 400;

    // What sizes, counts and offsets are compared with.
    private static readonly ulong[] Extremes =
        [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x7fffffffffffffff, 0x8000000000000000, ulong.MaxValue];

    private static readonly Gen<Edit> Edits = Gen.Select(
        Gen.Int[0, 7], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[1, LongestPiece], Gen.ULong, (kind, place, other, length, value) => new Edit(kind, place, other, length, value));

    /// <summary>Right inputs with up to six edits each, and now and then noise.</summary>
    /// <param name="seeds">The right inputs.</param>
    /// <param name="tokens">Pieces that mean something in the format, to be put in; may be none.</param>
    public static Gen<byte[]> Of(IReadOnlyList<byte[]> seeds, params IReadOnlyList<byte[]> tokens)
    {
        var mutated = Gen.Select(Gen.Int[0, seeds.Count - 1], Edits.Array[1, MostEdits], (seed, edits) =>
            edits.Aggregate(seeds[seed], (bytes, edit) => Apply(bytes, edit, tokens)));
        return Gen.Frequency((9, mutated), (1, Gen.Byte.Array[0, LongestNoise]));
    }

    private static byte[] Apply(byte[] bytes, Edit edit, IReadOnlyList<byte[]> tokens)
    {
        var at = (int)(edit.Place * bytes.Length);
        var length = Math.Min(edit.Length, bytes.Length - at);
        var source = Math.Min((int)(edit.Other * bytes.Length), bytes.Length - length);
        switch (edit.Kind)
        {
            case 0:
                return Altered(bytes, at, bytes.Length == 0 ? [] : [(byte)(bytes[Math.Min(at, bytes.Length - 1)] ^ (1 << (int)(edit.Value % 8)))]);
            case 1:
                return Altered(bytes, at, BitConverter.GetBytes(Extremes[edit.Value % (ulong)Extremes.Length])[..(1 << (edit.Length % 4))]);
            case 2:
                var swapped = BitConverter.GetBytes(Extremes[edit.Value % (ulong)Extremes.Length])[..(1 << (edit.Length % 4))];
                Array.Reverse(swapped);
                return Altered(bytes, at, swapped);
            case 3:
                return bytes[..at];
            case 4:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 5:
                return [.. bytes[..at], .. bytes.AsSpan(source, length), .. bytes[at..]];
            case 6 when tokens.Count > 0:
                return [.. bytes[..at], .. tokens[(int)(edit.Value % (ulong)tokens.Count)], .. bytes[at..]];
            default:
                return Altered(bytes, at, BitConverter.GetBytes(edit.Value)[..(1 + (edit.Length % 8))]);
        }
    }

    private static byte[] Altered(byte[] bytes, int at, byte[] piece)
    {
        var altered = (byte[])bytes.Clone();
        piece.AsSpan(0, Math.Min(piece.Length, bytes.Length - at)).CopyTo(altered.AsSpan(at));
        return altered;
    }

    private sealed record Edit(int Kind, double Place, double Other, int Length, ulong Value);
}
