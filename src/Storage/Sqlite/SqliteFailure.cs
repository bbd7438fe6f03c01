using Microsoft.Data.Sqlite;

namespace FastOde.Storage.Sqlite;

/// <summary>Says in one line what SQLite's error codes mean for the user of a database file.</summary>
internal static class SqliteFailure
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int LockingProtocol = 15;
    private const int NotADatabase = 26;

    /// <summary>The line for an error, or null where it is a fault of the program and not of the file.</summary>
    public static StorageException? Explain(Exception exception, string path) =>
        Find(exception)?.SqliteErrorCode switch
        {
            Busy or Locked or LockingProtocol => new StorageException(
                $"{path} is locked by another program; close it (a database shell, a backup) and try again", exception),
            NoMemory => new StorageException(
                $"{path} cannot be used: there is not enough memory; end other programs", exception),
            ReadOnly => new StorageException(
                $"{path} is read-only; make the file and its directory writable or choose another directory with --data DIR", exception),
            InputOutput => new StorageException(
                $"{path} cannot be read or written; check the disk it is on", exception),
            Corrupt => new StorageException(
                $"{path} is damaged; restore it from a backup or choose another directory with --data DIR", exception),
            Full => new StorageException(
                $"{path} cannot grow: the disk is full; free some space and run 'fastode resume'", exception),
            CannotOpen => new StorageException(
                $"{path} cannot be opened; check that it is a file that may be read and written", exception),
            NotADatabase => NotDatabase(path, exception),
            _ => null,
        };

    /// <summary>Whether another try may succeed without anybody doing anything.</summary>
    public static bool IsTransient(Exception exception) => Find(exception)?.SqliteErrorCode is Busy or Locked or LockingProtocol;

    /// <summary>The line for a file that was there.</summary>
    public static StorageException Lost(string path) => new(
        $"{path} is gone; put it back, or attach the disk that it is on");

    /// <summary>The line for a file in whose place another one was put.</summary>
    public static StorageException Replaced(string path) => new(
        $"{path} was replaced by another file while this process used it, and nothing more is written; put the first one back, or end this process and start it again");

    /// <summary>The line for a file of another kind.</summary>
    public static StorageException NotDatabase(string path, Exception? exception = null) => new(
        $"{path} is not a SQLite database; move it away or choose another directory with --data DIR", exception);

    private static SqliteException? Find(Exception? exception)
    {
        while (exception is not null and not SqliteException)
            exception = exception.InnerException;
        return exception as SqliteException;
    }
}
