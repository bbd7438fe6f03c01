using FastOde.FlowMatching.Files;
using FastOde.Specs.Words;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>Files of images cannot be used: one line that names the file, what is wrong, what was expected and the cure.</summary>
/// <param name="message">That line.</param>
/// <param name="inner">What went wrong below, if anything.</param>
public sealed class ImageDatasetException(string message, Exception? inner = null) : Exception(VisibleText.Of(message), inner)
{
    internal const string DownloadAgain = "Download it again.";

    /// <summary>Runs something that reads a file, and names that file where the system refuses it.</summary>
    internal static T Naming<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FileLimitException limit)
        {
            throw new ImageDatasetException($"The file '{file}' cannot be used: {limit.Message}. {limit.Cure}", limit);
        }
        catch (InvalidDataException error)
        {
            throw new ImageDatasetException($"The file '{file}' cannot be used: {error.Message.TrimEnd('.')}. {DownloadAgain}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImageDatasetException($"The file '{file}' cannot be read: {error.Message.TrimEnd('.')}. Check the path, and that the file may be read.", error);
        }
    }
}
