namespace FastOde.Storage.Directories;

/// <summary>Says how much room file systems have.</summary>
public interface IDiskSpace
{
    /// <summary>The room of the file system on which a folder lies; null where the system does not tell.</summary>
    /// <param name="folder">Full path of a folder that exists.</param>
    DiskRoom? Of(string folder);
}
