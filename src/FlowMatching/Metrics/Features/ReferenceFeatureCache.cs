using System.Collections.Concurrent;
using FastOde.FlowMatching.Datasets.Images;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>
/// Reference features, extracted once for each data set and extractor and kept beside the data set as
/// <c>statistics-EXTRACTOR.safetensors</c>. What no longer fits, because data set or weights changed, is made anew.
/// </summary>
/// <param name="folder">The folder of the data set, which exists.</param>
public sealed class ReferenceFeatureCache(string folder)
{
    // Trials that begin together need the same statistics; one of them makes them.
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new(StringComparer.Ordinal);

    /// <summary>Where the features for an extractor are kept.</summary>
    /// <param name="extractor">The extractor's name.</param>
    public string PathOf(string extractor) => Path.Combine(folder, $"statistics-{extractor}.safetensors");

    /// <summary>Reads the reference features, or extracts and keeps them.</summary>
    /// <param name="images">The images, usually the training part.</param>
    /// <param name="extractor">The extractor.</param>
    /// <param name="cancellation">Looked at between batches, and while another trial extracts them.</param>
    /// <returns>The features, which the caller owns.</returns>
    /// <exception cref="FeatureFileException">The folder cannot be written.</exception>
    /// <exception cref="ArgumentException">The extractor cannot take images of this shape.</exception>
    public ReferenceFeatures Get(ImageDataset images, FeatureExtractor extractor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(extractor);
        var file = Path.GetFullPath(PathOf(extractor.Name));
        var turn = Turns.GetOrAdd(file, _ => new SemaphoreSlim(1));
        turn.Wait(cancellation);
        try
        {
            if (Stored(file, images.Sha256, extractor.Sha256) is { } stored)
                return stored;
            var reference = ReferenceFeatures.Of(images, extractor, cancellation);
            try
            {
                ReferenceFeaturesFile.Write(file, reference, images.Sha256, extractor.Sha256);
            }
            catch
            {
                reference.Dispose();
                throw;
            }

            return reference;
        }
        finally
        {
            turn.Release();
        }
    }

    private static ReferenceFeatures? Stored(string file, string dataSha256, string extractorSha256)
    {
        try
        {
            return File.Exists(file) ? ReferenceFeaturesFile.Read(file, dataSha256, extractorSha256) : null;
        }
        catch (InvalidDataException)
        {
            // Everything in a damaged file can be made again from the images.
            return null;
        }
    }
}
