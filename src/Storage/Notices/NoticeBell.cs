namespace FastOde.Storage.Notices;

/// <summary>Rings in this process when a notice has been stored, so that nobody has to ask the database whether there is one.</summary>
public sealed class NoticeBell
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it rings for the first time after this was asked.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>Rings.</summary>
    internal void Ring() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
