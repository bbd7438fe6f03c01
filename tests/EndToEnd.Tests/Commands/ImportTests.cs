using System.IO.Compression;
using System.Text;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Files of weights that must not be trusted: each is refused by name, and nothing is stored.</summary>
public sealed class ImportTests
{
    [Theory]
    [InlineData("\u0080\u0002cos\nsystem\n(X\u0004\0\0\0truetR.", "the global 'os.system'")]
    [InlineData("\u0080\u0002(ios\nsystem\n.", "the opcode INST")]
    [InlineData("\u0080\u0002}", "is cut off")]
    [InlineData("\u0080\u0002}.", "'0.weight' is missing")]
    public async Task Import_MoreOrLessThanWeights_IsRefusedAndStoresNothing(string pickle, string expected)
    {
        using Workspace workspace = new();
        workspace.Write("spec.yaml", Specs.Small());
        using (var archive = new ZipArchive(File.Create(workspace.Path("model.pth")), ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("model/data.pkl", CompressionLevel.NoCompression).Open())
            entry.Write(Encoding.Latin1.GetBytes(pickle));
        await Refused(workspace, expected);
    }

    [Fact]
    public async Task Import_TruncatedFile_IsRefusedAndStoresNothing()
    {
        using Workspace workspace = new();
        workspace.Write("spec.yaml", Specs.Small());
        workspace.Write("model.pth", "PK\u0003\u0004 and no more");
        await Refused(workspace, "model.pth");
    }

    private static async Task Refused(Workspace workspace, string expected)
    {
        var before = workspace.Entries();
        using var process = FastOdeProcess.StartProgram(
            FastOdeProcess.Executable, workspace.Root, "import", "model.pth", "--spec", "spec.yaml", "--data", "mine");
        var outcome = await process.End();

        outcome.Expect(2);
        Assert.Contains(expected, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, workspace.Entries());
    }
}
