namespace FastOde.Storage;

/// <summary>
/// The data directory or its database cannot be used. The message is one line for people: it names the file, what is
/// wrong with it and the cure.
/// </summary>
/// <param name="message">The line.</param>
/// <param name="innerException">What the system said, where it said something.</param>
public sealed class StorageException(string message, Exception? innerException = null)
    : Exception(message, innerException);
