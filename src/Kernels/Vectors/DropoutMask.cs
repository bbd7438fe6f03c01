using System.Numerics;

namespace FastOde.Kernels.Vectors;

/// <summary>
/// Factors of dropout that a key and a place determine, so that the way back makes them anew instead of storing them: the
/// place, counted in odd steps from the key, through the finalizer of MurmurHash3, compared with the probability.
/// </summary>
internal static unsafe class DropoutMask
{
    /// <summary>Fills a range.</summary>
    /// <param name="target">Receives 0 with the given probability, else 1 / (1 - probability).</param>
    /// <param name="count">Floats, a multiple of 16.</param>
    /// <param name="probability">At least 0, below 1.</param>
    /// <param name="key">Different for every image and layer.</param>
    public static void Fill(float* target, int count, double probability, uint key)
    {
        var limit = new Vector<uint>((uint)(probability * uint.MaxValue));
        var kept = new Vector<float>((float)(1 / (1 - probability)));
        var numbers = stackalloc uint[Vector<uint>.Count];
        for (var i = 0; i < Vector<uint>.Count; i++)
            numbers[i] = key + (uint)i * 0x9E3779B9;
        var place = Vector.Load(numbers);
        var step = new Vector<uint>(unchecked((uint)Vector<uint>.Count * 0x9E3779B9));
        for (var i = 0; i < count; i += Vector<uint>.Count, place += step)
        {
            var x = place ^ (place >>> 16);
            x *= new Vector<uint>(0x85EBCA6B);
            x ^= x >>> 13;
            x *= new Vector<uint>(0xC2B2AE35);
            x ^= x >>> 16;
            Vector.ConditionalSelect(Vector.AsVectorSingle(Vector.GreaterThanOrEqual(x, limit)), kept, Vector<float>.Zero).Store(target + i);
        }
    }

    /// <summary>A key that a draw, an image and a layer determine.</summary>
    public static uint Key(ulong draw, int image, int layer)
    {
        var x = draw + (ulong)image * 0x9E3779B97F4A7C15 + (ulong)layer * 0xD1B54A32D192ED03;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (uint)(x ^ (x >> 31));
    }
}
