using System.Xml.Linq;
using FastOde.Silo.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace FastOde.Silo.Tests.Access;

public sealed class KeyFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fastode-").FullName;

    private string Folder => Path.Combine(root, "keys");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void StoreElement_Key_IsReadByTheNextProcessAndByNobodyElse()
    {
        Keys().StoreElement(new XElement("key", "secret"), "key-1");

        Assert.Equal("secret", Assert.Single(Keys().GetAllElements()).Value);
        Assert.Equal(["key-1.xml"], Directory.EnumerateFiles(Folder).Select(Path.GetFileName));
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "key-1.xml")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public void StoreElement_FolderThatCannotBe_KeepsTheKeyForThisProcess()
    {
        File.WriteAllText(Folder, "a file where the folder should be");
        var keys = Keys();

        keys.StoreElement(new XElement("key", "secret"), "key-1");

        Assert.Equal("secret", Assert.Single(keys.GetAllElements()).Value);
        Assert.Empty(Keys().GetAllElements());
    }

    [Fact]
    public void GetAllElements_DamagedKey_IsPassedOver()
    {
        Keys().StoreElement(new XElement("key", "whole"), "key-1");
        File.WriteAllText(Path.Combine(Folder, "key-2.xml"), "<key>cut o");

        Assert.Equal("whole", Assert.Single(Keys().GetAllElements()).Value);
    }

    private KeyFolder Keys() => new(Folder, NullLogger<KeyFolder>.Instance);
}
