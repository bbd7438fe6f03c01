using SkiaSharp;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>Composes image files of one colour, or of any pixels.</summary>
internal static class Pictures
{
    public static string Write(string folder, string name, int width, int height, SKColor colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png) =>
        Write(folder, name, width, height, (_, _) => colour, format);

    public static string Write(
        string folder, string name, int width, int height, Func<int, int, SKColor> colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Pixels = [.. Enumerable.Range(0, width * height).Select(i => colour(i % width, i / width))];
        return Write(folder, name, Encode(bitmap, format));
    }

    public static string WriteGrey(string folder, string name, int width, int height, byte lightness)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        bitmap.Erase(new SKColor(lightness, lightness, lightness));
        return Write(folder, name, Encode(bitmap, SKEncodedImageFormat.Png));
    }

    public static string Write(string folder, string name, byte[] content)
    {
        var file = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return file;
    }

    private static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }
}
