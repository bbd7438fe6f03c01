using FastOde.FlowMatching.Files;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Files;

public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();
    private readonly string folder;
    private readonly string outside;

    public RealPathTests()
    {
        folder = Directory.CreateDirectory(Path.Combine(temporary.Path, "features")).FullName;
        outside = Path.Combine(Directory.CreateDirectory(Path.Combine(temporary.Path, "features-of-others")).FullName, "secret.npz");
        File.WriteAllText(outside, "secret");
    }

    public void Dispose() => temporary.Dispose();

    [Theory]
    [InlineData("a.npz")]
    [InlineData("deeper/a.npz")]
    [InlineData("deeper/../a.npz")]
    public void Below_PathThatStaysThere_IsItsPlace(string path) =>
        Assert.Equal(Path.GetFullPath(path, folder), RealPath.Below(folder, path));

    [Theory]
    [InlineData("../features-of-others/secret.npz")]
    [InlineData("deeper/../../features-of-others/secret.npz")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("/etc/passwd")]
    public void Below_PathThatLeadsOut_IsRefused(string path) => Assert.Throws<InvalidDataException>(() => RealPath.Below(folder, path));

    [Fact]
    public void Below_LinkThatLeadsOut_IsRefusedWithItsTarget()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "a.npz"), outside);
        Directory.CreateSymbolicLink(Path.Combine(folder, "deeper"), Path.GetDirectoryName(outside)!);

        foreach (var path in (string[])["a.npz", "deeper/secret.npz"])
            Assert.Contains($"it leads to '{RealPath.Of(outside)}'", Assert.Throws<InvalidDataException>(() => RealPath.Below(folder, path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Below_FolderThatIsALink_IsFollowedFirst()
    {
        var link = Path.Combine(temporary.Path, "link");
        Directory.CreateSymbolicLink(link, folder);
        Assert.Equal(Path.Combine(RealPath.Of(folder), "a.npz"), RealPath.Below(link, "a.npz"));
    }

    [Fact]
    public void Below_LinkToItself_IsRefused()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "a"), Path.Combine(folder, "b"));
        File.CreateSymbolicLink(Path.Combine(folder, "b"), Path.Combine(folder, "a"));
        Assert.ThrowsAny<IOException>(() => RealPath.Below(folder, "a"));
    }
}
