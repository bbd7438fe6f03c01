namespace FastOde.EndToEnd.Tests.Processes;

/// <summary>Images that a classifier learns at once, in the files of MNIST: of label n, row n is white.</summary>
internal static class Digits
{
    private const int Labels = 8;

    /// <summary>Writes a file of images and one of labels.</summary>
    /// <param name="folder">Where to; it is made where it is missing.</param>
    /// <param name="part"><c>train</c> or <c>t10k</c>.</param>
    /// <param name="count">How many.</param>
    /// <param name="side">Pixels of a side.</param>
    public static void Write(string folder, string part, byte count, byte side)
    {
        Directory.CreateDirectory(folder);
        byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % Labels))];
        var images = new byte[count * side * side];
        for (var i = 0; i < count; i++)
            images.AsSpan((i * side + labels[i]) * side, side).Fill(255);
        File.WriteAllBytes(Path.Combine(folder, $"{part}-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, side, 0, 0, 0, side, .. images]);
        File.WriteAllBytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, count, .. labels]);
    }
}
