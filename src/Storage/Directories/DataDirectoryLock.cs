using System.Globalization;

namespace FastOde.Storage.Directories;

/// <summary>A process's sole right to a data directory, or its share in that of a cluster. The system gives it back when the process ends, however it ends.</summary>
public sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream stream;
    private readonly DataDirectory directory;

    private DataDirectoryLock(FileStream stream, DataDirectory directory) => (this.stream, this.directory) = (stream, directory);

    /// <summary>Says in the directory where its owner answers programs, for as long as it is the owner.</summary>
    /// <param name="gateway">Address and port.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Announce(string gateway)
    {
        try
        {
            File.WriteAllText(directory.GatewayPath, gateway);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(directory.GatewayPath, exception);
        }
    }

    /// <summary>Gives the directory back.</summary>
    public void Dispose()
    {
        // The lock file itself stays: deleting it would let a third process lock a new file while a second one waits
        // at the old one.
        File.Delete(directory.GatewayPath);
        File.Delete(directory.ProcessIdPath);
        stream.Dispose();
    }

    internal static DataDirectoryLock Take(DataDirectory directory) => Open(
        directory,
        FileAccess.ReadWrite,
        FileShare.None,
        () =>
        {
            // An owner that was killed has left it.
            File.Delete(directory.GatewayPath);
            File.WriteAllText(directory.ProcessIdPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        });

    /// <summary>A share: the system's lock is a shared one, because nothing is written. Nobody owns the directory then.</summary>
    internal static DataDirectoryLock Join(DataDirectory directory) => Open(
        directory, FileAccess.Read, FileShare.Read, () => File.Delete(directory.ProcessIdPath));

    /// <summary>What a share is, without a word of it in the directory.</summary>
    internal static FileStream? Hold(DataDirectory directory)
    {
        if (!File.Exists(directory.LockPath))
            return null;
        try
        {
            return new FileStream(directory.LockPath, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            throw new StorageException($"data directory {directory.Root} is in use by {Owner(directory)}; stop that process first", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{directory.LockPath} cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static DataDirectoryLock Open(DataDirectory directory, FileAccess access, FileShare share, Action note)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(directory.LockPath, FileMode.OpenOrCreate, access, share);
            note();
            return new DataDirectoryLock(stream, directory);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            throw new StorageException(
                $"data directory {directory.Root} is in use by {Owner(directory)}; stop that process or choose another directory with --data DIR",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw Unwritable(stream is null ? directory.LockPath : directory.ProcessIdPath, exception);
        }
    }

    private static StorageException Unwritable(string path, Exception exception) =>
        new($"{path} cannot be written: {exception.Message.TrimEnd('.')}; make it writable or choose another directory with --data DIR", exception);

    // What the runtime makes of EWOULDBLOCK on Linux and macOS and of a sharing violation on Windows.
    private static bool IsHeld(IOException exception) => (exception.HResult & 0xFFFF) is 11 or 35 or 32;

    private static string Owner(DataDirectory directory)
    {
        try
        {
            return $"process {File.ReadAllText(directory.ProcessIdPath).Trim()}";
        }
        catch (IOException)
        {
            // The owner has locked the directory but not yet written its id.
            return "another process";
        }
    }
}
