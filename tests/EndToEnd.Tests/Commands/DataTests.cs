using FastOde.EndToEnd.Tests.Processes;
using FastOde.FlowMatching.Tests.Downloads;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Data sets of images from the command line: added, listed, removed, downloaded, and refused.</summary>
public sealed class DataTests
{
    /// <summary>One pixel each.</summary>
    private const string GreyPng = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
    private const string ColourPng = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4kWIEAANWAV/oF4RSAAAAAElFTkSuQmCC";

    private static readonly string[] MnistFiles =
        ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];

    [Fact]
    public async Task Data_AddListAndRemove_EachSayWhatTheyDid()
    {
        using var workspace = new Workspace();
        WriteDigits(workspace);

        var added = await Run(workspace, "add", "digits", "source");
        added.Expect(0);
        Assert.Matches("^added digits: 2 training images, no test images, grey 2 × 2, 10 classes, sha256 [0-9a-f]{64}\n$", added.Output);

        var listed = await Run(workspace, "ls");
        listed.Expect(0);
        Assert.Matches($"digits │ grey 2 × 2 │ 2 +│ – +│ 10 +│ {added.Output.Split(' ')[^1][..12]}", listed.Output);

        var again = await Run(workspace, "add", "digits", "source");
        again.Expect(2);
        Assert.Contains("--replace", Assert.Single(again.ErrorLines), StringComparison.Ordinal);
        (await Run(workspace, "add", "digits", "source", "--replace")).Expect(0);

        (await Run(workspace, "rm", "digits")).Expect(0);
        var empty = await Run(workspace, "ls");
        empty.Expect(0);
        Assert.StartsWith("no data sets of images in ", empty.Output, StringComparison.Ordinal);
    }

    /// <summary>What is put into the folder, and the words of the one line.</summary>
    [Theory]
    [InlineData("magic", "its magic number is 0x00000801")]
    [InlineData("gz", "cut off")]
    [InlineData("labels", "has 2 images and", "has 1 labels")]
    [InlineData("text", "notes.txt", "not an image")]
    [InlineData("mixed", "is grey and", "--channels grey or --channels rgb")]
    [InlineData("empty", "is empty")]
    [InlineData("missing", "There is nothing at 'source'")]
    public async Task Add_BadFiles_IsOneLineAndStoresNothing(string fault, params string[] words)
    {
        using var workspace = new Workspace();
        WriteFaulty(workspace, fault);
        var before = workspace.Entries();

        var outcome = await Run(workspace, "add", "images", "source");

        outcome.Expect(2);
        var error = Assert.Single(outcome.ErrorLines);
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
        Assert.Equal(before, workspace.Entries().Where(entry => !entry.StartsWith(workspace.Path("datasets"), StringComparison.Ordinal)));
        Assert.DoesNotContain(workspace.Entries(), entry => entry.Contains("images.", StringComparison.Ordinal) || entry.EndsWith("datasets/images", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("path")]
    public async Task Add_PipeThatNobodyWritesTo_IsRefusedByNameAtOnce(string place)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files in folders");
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.Path("source"));
        SpecialFiles.MakeFifo(workspace.Path("source", "x.png"));

        var outcome = await Run(workspace, "add", "images", place == "folder" ? "source" : "source/x.png")
            .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        outcome.Expect(2);
        var error = Assert.Single(outcome.ErrorLines);
        Assert.All(["source/x.png", "FIFO"], word => Assert.Contains(word, error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("import", "pipe", "--spec", "spec.yaml")]
    [InlineData("import", "spec.yaml", "--spec", "pipe")]
    [InlineData("features", "add", "inception", "pipe")]
    [InlineData("network", "pipe")]
    [InlineData("run", "pipe", "--exit")]
    public async Task Commands_PipeInPlaceOfAFile_RefuseItByNameAtOnce(params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files in folders");
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        SpecialFiles.MakeFifo(workspace.Path("pipe"));
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, arguments);

        var outcome = await process.End().WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        outcome.Expect(2);
        var error = Assert.Single(outcome.ErrorLines);
        Assert.All(["pipe", "FIFO"], word => Assert.Contains(word, error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(143)]
    [InlineData(130)]
    public async Task Add_FirstSignal_EndsItAndLeavesNothingHalfWritten(int exitCode)
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.Path("source"));
        File.WriteAllBytes(workspace.Path("source", "0.png"), Convert.FromBase64String(ColourPng));
        for (var i = 1; i < 40_000; i++)
            File.CreateSymbolicLink(workspace.Path("source", $"{i}.png"), workspace.Path("source", "0.png"));
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, "data", "add", "images", "source", "--size", "1024");
        while (!Directory.Exists(workspace.Path("datasets", ".images.new")) && !process.HasEnded)
            await Task.Delay(10, TestContext.Current.CancellationToken);

        if (exitCode == 143)
            process.AskToEnd();
        else
            process.PressControlC();
        var outcome = await process.End();

        outcome.Expect(exitCode);
        Assert.StartsWith("stopping; nothing is stored", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([".lock"], Directory.EnumerateFileSystemEntries(workspace.Path("datasets")).Select(entry => Path.GetFileName(entry)));
    }

    [Theory]
    [InlineData("'Digits'", "add", "Digits", "source")]
    [InlineData("'two-gaussians'", "add", "two-gaussians", "source")]
    [InlineData("--size 1", "add", "digits", "source", "--size", "1")]
    [InlineData("--size is for folders of PNG", "add", "digits", "source", "--size", "8")]
    [InlineData("There is no data set 'digits'", "rm", "digits")]
    [InlineData("did you mean 'mnist'?", "download", "mnits")]
    [InlineData("--from x", "download", "mnist", "--from", "x")]
    public async Task Data_WrongArguments_AreRefused(string expected, params string[] arguments)
    {
        using var workspace = new Workspace();
        WriteDigits(workspace);
        var outcome = await Run(workspace, arguments);
        outcome.Expect(2);
        Assert.Contains(expected, outcome.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.Path("datasets")));
    }

    [Theory]
    [InlineData("1K", 0, "")]
    [InlineData("7", 2, "what its header claims would take 8 bytes of memory, and what is read from one file may take 7. If the file is what it should be, set FASTODE_FILE_LIMIT=1G.")]
    [InlineData("lots", 2, "FASTODE_FILE_LIMIT=lots: expected a number of bytes, or one with K, M or G such as 4G")]
    public async Task Add_WithALimitOfItsOwn_KeepsToIt(string limit, int exitCode, string message)
    {
        using var workspace = new Workspace();
        WriteDigits(workspace);
        using var add = FastOdeProcess.StartProgram(
            "/usr/bin/env", workspace.Root, $"FASTODE_FILE_LIMIT={limit}", FastOdeProcess.Executable, "data", "add", "digits", "source");
        var outcome = await add.End();

        outcome.Expect(exitCode);
        Assert.Contains(message, outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(exitCode == 0, Directory.Exists(workspace.Path("datasets", "digits")));
    }

    [Fact]
    public async Task Data_AddedAndRemovedBesideExperiments_StandsInTheAudit()
    {
        using var workspace = new Workspace();
        WriteDigits(workspace);
        workspace.Write("spec.yaml", "name: a\ntrial: { function: sphere, x1: 1, x2: 2 }\n");
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit")).Expect(0);

        (await Run(workspace, "add", "digits", "source")).Expect(0);
        (await Run(workspace, "rm", "other")).Expect(2);

        var lines = (await FastOdeProcess.Run(workspace, "audit", "--about", "data set")).Expect(0).Output.Split('\n');
        Assert.Contains(lines, line => line.Contains("data.add", StringComparison.Ordinal) && line.Contains("done", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("data.rm", StringComparison.Ordinal) && line.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Download_InterruptedMnist_GoesOnAndIsAdded()
    {
        var shared = Path.GetFullPath(Path.Combine(FastOdeProcess.Repository, "../shared/data/mnist"));
        Assert.SkipUnless(Directory.Exists(shared), "'../shared/data/mnist' is not there");
        using var workspace = new Workspace();
        using var server = new LoopbackServer();
        foreach (var name in MnistFiles)
            server.Files[name] = await File.ReadAllBytesAsync(Path.Combine(shared, name), TestContext.Current.CancellationToken);

        server.BreaksAfter = 1_000_000;
        var interrupted = await Run(workspace, "download", "mnist", "--from", server.Address.AbsoluteUri);
        interrupted.Expect(3);
        Assert.Contains("goes on from there", Assert.Single(interrupted.ErrorLines), StringComparison.Ordinal);

        server.BreaksAfter = null;
        var whole = await Run(workspace, "download", "mnist", "--from", server.Address.AbsoluteUri);
        whole.Expect(0);
        Assert.Contains("added mnist: 60,000 training images, 10,000 test images", whole.Output, StringComparison.Ordinal);
        Assert.True(server.Starts[1] > 0);
        Assert.Equal([".lock", "mnist"], Directory.EnumerateFileSystemEntries(workspace.Path("datasets")).Select(entry => Path.GetFileName(entry)).Order());
    }

    [Theory]
    [InlineData(true, "is not the published file")]
    [InlineData(false, "answers 404")]
    public async Task Download_WrongOrMissingFile_IsOneLineAndLeavesNothing(bool isThere, string expected)
    {
        using var workspace = new Workspace();
        using var server = new LoopbackServer();
        if (isThere)
            server.Files["cifar-10-binary.tar.gz"] = [1, 2, 3];
        var outcome = await Run(workspace, "download", "cifar10", "--from", server.Address.AbsoluteUri);
        outcome.Expect(3);
        Assert.Contains(expected, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(workspace.Path("datasets")));
    }

    [Fact]
    public async Task Run_SpecOfImagesThatAreNotHere_SaysHowToGetThem()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", "name: a\ntrial:\n  data: { name: mnist }\n");
        var outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit");
        outcome.Expect(2);
        var error = Assert.Single(outcome.ErrorLines);
        Assert.StartsWith("spec.yaml:3: trial.data.name: There is no data set 'mnist'", error, StringComparison.Ordinal);
        Assert.Contains("fastode data download mnist", error, StringComparison.Ordinal);
        Assert.Equal([workspace.Path("spec.yaml")], workspace.Entries());
    }

    private static async Task<Outcome> Run(Workspace workspace, params string[] arguments)
    {
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, ["data", .. arguments]);
        return await process.End();
    }

    private static void WriteDigits(Workspace workspace)
    {
        Directory.CreateDirectory(workspace.Path("source"));
        File.WriteAllBytes(workspace.Path("source", "train-images-idx3-ubyte"), Idx(3, 2));
        File.WriteAllBytes(workspace.Path("source", "train-labels-idx1-ubyte"), Idx(1, 2));
    }

    private static void WriteFaulty(Workspace workspace, string fault)
    {
        if (fault == "missing")
            return;
        WriteDigits(workspace);
        var (images, labels) = (workspace.Path("source", "train-images-idx3-ubyte"), workspace.Path("source", "train-labels-idx1-ubyte"));
        switch (fault)
        {
            case "magic":
                File.Copy(labels, images, overwrite: true);
                break;
            case "gz":
                File.Delete(images);
                using (var gz = new System.IO.Compression.GZipStream(File.Create(images + ".gz"), System.IO.Compression.CompressionLevel.Optimal))
                    gz.Write(Idx(3, 2));
                File.WriteAllBytes(images + ".gz", File.ReadAllBytes(images + ".gz")[..^9]);
                break;
            case "labels":
                File.WriteAllBytes(labels, Idx(1, 1));
                break;
            default:
                File.Delete(images);
                File.Delete(labels);
                WriteFolder(workspace, fault);
                break;
        }
    }

    private static void WriteFolder(Workspace workspace, string fault)
    {
        if (fault == "text")
            File.WriteAllText(workspace.Path("source", "notes.txt"), "no image");
        if (fault != "mixed")
            return;
        File.WriteAllBytes(workspace.Path("source", "1.png"), Convert.FromBase64String(GreyPng));
        File.WriteAllBytes(workspace.Path("source", "2.png"), Convert.FromBase64String(ColourPng));
    }

    /// <summary>An IDX file of zeros: images of 2 × 2 in three dimensions, labels in one.</summary>
    private static byte[] Idx(byte dimensions, byte count) => dimensions == 3
        ? [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 2, .. new byte[4 * count]]
        : [0, 0, 8, 1, 0, 0, 0, count, .. new byte[count]];
}
