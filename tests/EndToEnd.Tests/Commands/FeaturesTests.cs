using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FastOde.EndToEnd.Tests.Processes;
using FastOde.FlowMatching.Tests.Downloads;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Extractors of features, from images or published weights to scores.</summary>
public sealed class FeaturesTests
{
    private const int Side = 8;

    private const string Spec = """
        name: digits
        trial:
          data: { name: digits }
          network: { kind: song-unet, channels: 8, multipliers: [1, 1], blocks: 1, attention: [] }
          batchSize: 4
          iterations: 2
          evaluation: { samples: 4, solvers: { euler: [2] }, metrics: [fid] }
        """;

    [Fact]
    public async Task Train_SmallDigits_GivesTheExtractorThatScoresThem()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", Spec);
        Digits.Write(workspace.Path("source"), "train", 200, Side);
        Digits.Write(workspace.Path("source"), "t10k", 50, Side);
        (await Run(workspace, "data", "add", "digits", "source")).Expect(0);

        var early = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit");
        early.Expect(2);
        Assert.StartsWith("spec.yaml:7: trial.evaluation.metrics: No extractor of features is there", Assert.Single(early.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("fastode features train digits", early.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(workspace.Path("experiments.db")));
        Assert.Contains("no extractors", (await Run(workspace, "features", "ls")).Expect(0).Output, StringComparison.Ordinal);

        var trained = (await Run(workspace, "features", "train", "digits", "--epochs", "3")).Expect(0);
        Assert.Matches("trained digits-classifier in [0-9]+ s: [0-9.]+ ?% of 50 test images right", trained.Output);
        Assert.Contains("digits-classifier", (await Run(workspace, "features", "ls")).Expect(0).Output, StringComparison.Ordinal);
        var run = (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--json", "report.json")).Expect(0);
        Assert.Contains("digits-classifier", run.Output, StringComparison.Ordinal);
        var rows = Report.Read(workspace)["trials"]![0]!["evaluations"]!.AsArray();
        Assert.Equal("fid[digits-classifier]", (string?)Assert.Single(rows)!["metric"]);
    }

    [Fact]
    public async Task Download_InterruptedWeights_GoesOnAndIsAdded()
    {
        var oracle = Path.GetFullPath(Path.Combine(FastOdeProcess.Repository, "../shared/oracles/inception.json"));
        Assert.SkipUnless(File.Exists(oracle), "'../shared/oracles/inception.json' is not there");
        using var workspace = new Workspace();
        using var server = new LoopbackServer();
        var weights = server.Files["weights.safetensors"] = ZeroWeights(await File.ReadAllBytesAsync(oracle, TestContext.Current.CancellationToken));
        string[] arguments =
            ["features", "download", "inception", "--from", $"{server.Address}weights.safetensors", "--sha256", Convert.ToHexString(SHA256.HashData(weights))];

        server.BreaksAfter = 1_000_000;
        var interrupted = await Run(workspace, arguments);
        interrupted.Expect(3);
        Assert.Contains("goes on from there", Assert.Single(interrupted.ErrorLines), StringComparison.Ordinal);

        server.BreaksAfter = null;
        var whole = await Run(workspace, arguments);
        whole.Expect(0);
        Assert.Contains("added inception", whole.Output, StringComparison.Ordinal);
        Assert.True(server.Starts[1] > 0);
        Assert.Equal([workspace.Path("features", "inception.safetensors")], Directory.EnumerateFileSystemEntries(workspace.Path("features")));
        Assert.Contains("2048", (await Run(workspace, "features", "ls")).Expect(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "is not the published file", "features")]
    [InlineData(3, "is not the published file", "data")]
    [InlineData(3, "answers 404", "features", "--from", "none.pth")]
    [InlineData(2, "do not fit Inception-v3", "features", "--from", "other.safetensors", "--sha256")]
    [InlineData(2, "expected 64 hexadecimal digits", "features", "--sha256", "abc")]
    public async Task Download_SomethingElse_SaysSoAndLeavesNothing(int exitCode, string expected, string command, params string[] options)
    {
        using var workspace = new Workspace();
        using var server = new LoopbackServer();
        byte[] other = [2, 0, 0, 0, 0, 0, 0, 0, .. "{}"u8];
        server.Files["pt_inception-2015-12-05-6726825d.pth"] = other;
        server.Files["other.safetensors"] = other;
        var from = options is ["--from", var place, ..] ? place : "";
        var hash = options is [.., "--sha256"] ? ["--sha256", Convert.ToHexString(SHA256.HashData(other))] : options is ["--sha256", ..] ? options : [];

        var outcome = await Run(workspace, [command, "download", "inception", "--from", $"{server.Address}{from}", .. hash]);

        outcome.Expect(exitCode);
        Assert.Contains(expected, outcome.ErrorLines[0], StringComparison.Ordinal);
        Assert.True(!Directory.Exists(workspace.Path("features")) || !Directory.EnumerateFileSystemEntries(workspace.Path("features")).Any());
    }

    private static async Task<Outcome> Run(Workspace workspace, params string[] arguments)
    {
        using var process = FastOdeProcess.StartProgram(FastOdeProcess.Executable, workspace.Root, arguments);
        return await process.End();
    }

    /// <summary>Images of one bright row each, and the row as the label.</summary>
    /// <summary>Zeros under the names of Inception-v3, as a safetensors file.</summary>
    private static byte[] ZeroWeights(byte[] oracle)
    {
        using var description = JsonDocument.Parse(oracle);
        var header = new StringBuilder("{");
        var end = 0L;
        foreach (var tensor in description.RootElement.GetProperty("tensors").EnumerateArray())
        {
            var begin = end;
            end += tensor[1].EnumerateArray().Aggregate((long)sizeof(float), (product, size) => product * size.GetInt64());
            header.Append(begin == 0 ? "" : ",").Append($"\"{tensor[0].GetString()}\":{{\"dtype\":\"F32\",\"shape\":{tensor[1].GetRawText()},\"data_offsets\":[{begin},{end}]}}");
        }

        var text = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        var file = new byte[sizeof(long) + text.Length + end];
        BinaryPrimitives.WriteInt64LittleEndian(file, text.Length);
        text.CopyTo(file, sizeof(long));
        return file;
    }
}
