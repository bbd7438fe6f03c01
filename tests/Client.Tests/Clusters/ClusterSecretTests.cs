using System.Runtime.Versioning;
using FastOde.Client.Clusters;

namespace FastOde.Client.Tests.Clusters;

[UnsupportedOSPlatform("windows")]
public sealed class ClusterSecretTests : IDisposable
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const UnixFileMode OfOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fastode-secret-");

    private string SecretPath => Path.Combine(folder.FullName, "cluster.secret");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Prove_SameSecretAndWords_IsAccepted()
    {
        var (one, other) = (Read(Secret), Read($"\n{Secret}  \n"));
        Assert.True(one.Accepts(other.Prove([1, 2, 3]), [1, 2, 3]));
        Assert.False(one.Accepts(other.Prove([1, 2, 3]), [1, 2, 4]));
        Assert.False(one.Accepts([], [1, 2, 3]));
        Assert.False(Read(Secret + "0").Accepts(one.Prove([1, 2, 3]), [1, 2, 3]));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Read_FileThatOthersMayUse_IsRefused(UnixFileMode others) =>
        Assert.Contains("chmod 600", Refusal(Secret, OfOwner | others), StringComparison.Ordinal);

    [Fact]
    public void Read_FileThatOnlyItsOwnerMayRead_IsTaken() => Assert.NotNull(Read(Secret, UnixFileMode.UserRead));

    [Theory]
    [InlineData("", "fewer than 32 characters")]
    [InlineData("hunter2", "fewer than 32 characters")]
    [InlineData("                                            ", "fewer than 32 characters")]
    public void Read_ShortSecret_IsRefusedWithoutSayingIt(string text, string reason)
    {
        var message = Refusal(text, OfOwner);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LongSecretPathIsRefused() => Assert.Contains("more than 4096 bytes", Refusal(new string('a', 4097), OfOwner), StringComparison.Ordinal);

    [Fact]
    public void Read_NoSecretPathSaysWhichAndWhatIsExpected()
    {
        var failure = Assert.Throws<ClusterConnectionException>(() => ClusterSecret.Read(SecretPath));
        Assert.StartsWith($"{SecretPath}: Could not find file", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ClusterProblem.Secret, failure.Problem);
    }

    [Fact]
    public void Text_OfASecret_DoesNotHaveIt() => Assert.DoesNotContain(Secret, $"{Read(Secret)}", StringComparison.Ordinal);

    private ClusterSecret Read(string text, UnixFileMode mode = OfOwner)
    {
        File.Delete(SecretPath);
        File.WriteAllText(SecretPath, text);
        File.SetUnixFileMode(SecretPath, mode);
        return ClusterSecret.Read(SecretPath);
    }

    private string Refusal(string text, UnixFileMode mode) => Assert.Throws<ClusterConnectionException>(() => Read(text, mode)).Message;
}
