using FastOde.FlowMatching.Files;
using FastOde.Specs.Words;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>A file of weights or statistics cannot be used: one line that names the file, what is wrong and the cure.</summary>
/// <param name="message">That line.</param>
/// <param name="inner">What went wrong below, if anything.</param>
public sealed class FeatureFileException(string message, Exception? inner = null) : Exception(VisibleText.Of(message), inner)
{
    /// <summary>Runs something that reads a file, and names that file where it cannot be used.</summary>
    internal static T Reading<T>(string file, string cure, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FileLimitException limit)
        {
            throw new FeatureFileException($"The file '{file}' cannot be used: {limit.Message}. {limit.Cure}", limit);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or KeyNotFoundException or FormatException or ArgumentOutOfRangeException)
        {
            throw new FeatureFileException($"The file '{file}' cannot be used: {error.Message.TrimEnd('.')}; {cure}.", error);
        }
    }

    /// <summary>Runs something that writes a file, and names that file where it cannot be written.</summary>
    internal static void Writing(string file, Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FeatureFileException($"The file '{file}' cannot be written: {error.Message.TrimEnd('.')}; free space or choose a writable folder.", error);
        }
    }
}
