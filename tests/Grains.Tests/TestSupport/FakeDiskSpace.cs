using FastOde.Storage.Directories;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>A disk with as much room as a test says.</summary>
internal sealed class FakeDiskSpace : IDiskSpace
{
    public DiskRoom? Room { get; set; }

    public DiskRoom? Of(string folder) => Room;
}
