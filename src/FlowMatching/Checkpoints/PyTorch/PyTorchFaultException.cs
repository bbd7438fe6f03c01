using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>Something in a file that this reader does not accept; becomes a <see cref="CheckpointException"/> that names the file.</summary>
/// <param name="fault">What is wrong, without a full stop.</param>
/// <param name="cure">What to do about it: a sentence of its own.</param>
internal sealed class PyTorchFaultException(string fault, string cure) : Exception(fault)
{
    /// <summary>For files that are cut off or altered.</summary>
    public const string CopyAgain = "Copy or download the file again.";

    /// <summary>For files that hold more than plain data.</summary>
    public const string SavePlainData =
        "Load it with PyTorch on a machine where you may run what is in it, and save only its state dict: torch.save(model.state_dict(), path).";

    /// <summary>For files that PyTorch reads but writes in another way today.</summary>
    public const string SaveAgain = "Load it with a current PyTorch and save it again with torch.save.";

    /// <summary>What to do about it.</summary>
    public string Cure { get; } = cure;

    /// <summary>Runs something that reads a file, and names that file in whatever goes wrong.</summary>
    /// <exception cref="CheckpointException">The file cannot be read.</exception>
    public static T Naming<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (PyTorchFaultException fault)
        {
            throw Refusal(file, fault.Message, fault.Cure, fault);
        }
        catch (FileLimitException limit)
        {
            throw Refusal(file, limit.Message, limit.Cure, limit);
        }
        catch (InvalidDataException error)
        {
            throw Refusal(file, error.Message, CopyAgain, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Refusal(file, error.Message, "Check the path, and that the file may be read.", error);
        }
    }

    private static CheckpointException Refusal(string file, string fault, string cure, Exception inner) =>
        new($"The PyTorch checkpoint '{file}' cannot be read: {fault.TrimEnd('.').ReplaceLineEndings(" ")}. {cure}", inner);
}
