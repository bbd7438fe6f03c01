namespace FastOde.Storage.Directories;

/// <summary>Asks the system for the room of file systems.</summary>
public sealed class DiskSpace : IDiskSpace
{
    /// <inheritdoc/>
    public DiskRoom? Of(string folder)
    {
        try
        {
            var drive = new DriveInfo(folder);
            return new DiskRoom(drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that is gone or out of reach is another fault, which whoever uses it meets and says.
            return null;
        }
    }
}
