using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Weights of other programs: good files become trials, and what must not be trusted is refused by name, with nothing stored.</summary>
public sealed class ImportTests(SmallExperiment experiment)
{
    [Fact]
    public async Task Import_TrainingStateOfPyTorch_IsTheTrialItCameFrom()
    {
        using var workspace = new Workspace();
        var data = experiment.Workspace.Root;
        (await Run(workspace, "export-weights", "1-2", "first.safetensors", "--data", data)).Expect(0);
        PublishedCheckpoint.Write(workspace.Path("first.safetensors"), workspace.Path("model.pth"), step: 3000);

        var imported = await Run(workspace, "import", "model.pth", "--spec", experiment.Workspace.Path("spec.yaml"), "--name", "published", "--data", "mine");

        imported.Expect(0);
        Assert.Matches("^trial 1-1: [0-9]+ tensors of model.pth as step 3000 of published; velocity network from model_state_dict \\(as trained\\), encoder from forward_model_state_dict \\(as trained\\)\n$", imported.Output);
        (await Run(workspace, "export-weights", "1-1", "second.safetensors", "--data", "mine")).Expect(0);
        Assert.Equal(await Bytes(workspace, "first.safetensors"), await Bytes(workspace, "second.safetensors"));
        foreach (var (name, trial, directory) in new[] { ("first", "1-2", data), ("second", "1-1", "mine") })
        {
            (await Run(workspace, "sample", trial, "--nfe", "5", "--count", "8", "--out", name, "--data", directory)).Expect(0);
            (await Run(workspace, "evaluate", trial, "--solver", "euler=4", "--json", $"{name}.json", "--data", directory)).Expect(0);
        }

        Assert.Equal(await Bytes(workspace, "first", "samples.npy"), await Bytes(workspace, "second", "samples.npy"));
        Assert.Equal(await Values(workspace, "first.json"), await Values(workspace, "second.json"));
    }

    [Fact]
    public async Task Import_DataDirectory_BringsTrialsThatSampleAsThere()
    {
        using var workspace = new Workspace();
        var data = experiment.Workspace.Root;

        var imported = await Run(workspace, "import", data, "--data", "mine");
        imported.Expect(0);
        Assert.Matches("^experiment 1, [^:]+: [0-9]+ trials\n1 experiment, [0-9]+ files, [0-9.]+ MB\n$", imported.Output);
        using (var again = JsonDocument.Parse((await Run(workspace, "import", data, "--data", "other", "--json")).Expect(0).Output))
        {
            var came = Assert.Single(again.RootElement.GetProperty("imported").EnumerateArray());
            Assert.Equal((1, 1), (came.GetProperty("there").GetInt32(), came.GetProperty("here").GetInt32()));
            Assert.NotEqual(0, again.RootElement.GetProperty("files").GetInt32());
        }

        Assert.Contains("is here already, and stays as it is", (await Run(workspace, "import", Path.Combine(data, "experiments.db"), "--experiment", "1", "--data", "mine")).Expect(0).Output, StringComparison.Ordinal);

        foreach (var (name, directory) in new[] { ("there", data), ("here", "mine") })
        {
            (await Run(workspace, "sample", "1-2", "--nfe", "5", "--count", "8", "--out", name, "--data", directory)).Expect(0);
            (await Run(workspace, "export", "1", "--format", "json", "--out", $"{name}.json", "--data", directory)).Expect(0);
        }

        Assert.Equal(await Bytes(workspace, "there", "samples.npy"), await Bytes(workspace, "here", "samples.npy"));
        Assert.Equal(await Bytes(workspace, "there.json"), await Bytes(workspace, "here.json"));
    }

    [Theory]
    [InlineData("has no experiments.db", 3, ".")]
    [InlineData("--renumber: w.pth is no data directory", 2, "w.pth", "--renumber")]
    [InlineData("--spec is missing", 2, "w.pth")]
    [InlineData("--spec: . is a data directory", 2, ".", "--spec", "spec.yaml")]
    [InlineData("no such directory", 2, "nowhere/experiments.db")]
    public async Task Import_WhatFitsNeitherForm_IsOneLine(string expected, int exitCode, params string[] arguments)
    {
        using var workspace = new Workspace();

        var refused = await Run(workspace, ["import", .. arguments, "--data", "mine"]);

        Assert.Contains(expected, Assert.Single(refused.Expect(exitCode).ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0080\u0002cos\nsystem\n(X\u0004\0\0\0truetR.", "the global 'os.system'")]
    [InlineData("\u0080\u0002(ios\nsystem\n.", "the opcode INST")]
    [InlineData("\u0080\u0002}", "is cut off")]
    [InlineData("\u0080\u0002}.", "'0.weight' is missing")]
    public async Task Import_MoreOrLessThanWeights_IsRefusedAndStoresNothing(string pickle, string expected)
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        using (var archive = new ZipArchive(File.Create(workspace.Path("model.pth")), ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("model/data.pkl", CompressionLevel.NoCompression).Open())
            entry.Write(Encoding.Latin1.GetBytes(pickle));
        await Refused(workspace, expected);
    }

    [Fact]
    public async Task Import_CopyThatIsNamed_IsTakenAndSaid()
    {
        using var workspace = new Workspace();
        var data = experiment.Workspace.Root;
        (await Run(workspace, "export-weights", "1-2", "w.safetensors", "--data", data)).Expect(0);
        PublishedCheckpoint.Write(workspace.Path("w.safetensors"), workspace.Path("model.pth"), step: 3000);
        string[] import = ["import", "model.pth", "--spec", experiment.Workspace.Path("spec.yaml"), "--data", "mine", "--weights"];

        var unknown = await Run(workspace, [.. import, "ema"]);
        unknown.Expect(2);
        Assert.Contains("have no copy 'ema'; they have model_state_dict (as trained), forward_model_state_dict (as trained)", Assert.Single(unknown.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.Path("mine")));
        var named = await Run(workspace, [.. import, "model_state_dict", "--weights", "forward_model_state_dict"]);
        named.Expect(0);
        Assert.Contains("velocity network from model_state_dict (as trained)", named.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\r\noid sha256:00\r\nsize 12345\r\n", "it is a Git LFS pointer to 12345 bytes")]
    [InlineData("<!DOCTYPE html><html></html>", "it is an HTML page")]
    [InlineData("", "it is empty")]
    [InlineData("\u0077\0\0\0\0\0\0\0{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}            \0\0\0\0", "has the name 'a' twice")]
    [InlineData("\u0077\0\0\0\0\0\0\0{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}              \0\0\0\0", "'a' and 'b' overlap: bytes 2 to 3")]
    public async Task ImportAndFeaturesAdd_FileThatHoldsNoWeights_AreRefusedInOneLine(string content, string expected)
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        foreach (var name in new[] { "model.pth", "model.safetensors" })
        {
            await File.WriteAllBytesAsync(workspace.Path(name), Encoding.Latin1.GetBytes(content), TestContext.Current.CancellationToken);
            await Refused(workspace, expected, "import", name, "--spec", "spec.yaml", "--data", "mine");
            await Refused(workspace, expected, "features", "add", "inception", name, "--data", "mine");
        }
    }

    [Fact]
    public async Task Import_TruncatedFile_IsRefusedAndStoresNothing()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small());
        workspace.Write("model.pth", "PK\u0003\u0004 and no more");
        await Refused(workspace, "model.pth");
    }

    private static Task<byte[]> Bytes(Workspace workspace, params string[] parts) => File.ReadAllBytesAsync(workspace.Path(parts), TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<(string?, double)>> Values(Workspace workspace, string file)
    {
        using var rows = JsonDocument.Parse(await Bytes(workspace, file));
        return [.. rows.RootElement.EnumerateArray().Select(row => (row.GetProperty("metric").GetString(), row.GetProperty("value").GetDouble()))];
    }

    private static async Task<Outcome> Run(Workspace workspace, params string[] arguments)
    {
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, arguments);
        return await process.End();
    }

    private static Task Refused(Workspace workspace, string expected) =>
        Refused(workspace, expected, "import", "model.pth", "--spec", "spec.yaml", "--data", "mine");

    private static async Task Refused(Workspace workspace, string expected, params string[] arguments)
    {
        var before = workspace.Entries();
        var outcome = await Run(workspace, arguments);

        outcome.Expect(2);
        Assert.Contains(expected, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, workspace.Entries());
    }
}
