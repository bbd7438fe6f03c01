using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Checkpoints;

/// <summary>Checkpoints survive what happens to files, or say what happened.</summary>
public sealed class CheckpointDirectoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    [Fact]
    public void Save_ThenLoad_GivesTheSameState()
    {
        var saved = Directory().Save(Sample(7));
        var loaded = CheckpointDirectory.Load(saved.Path);
        Assert.Equal((7, "abc", "12"), (loaded.Step, loaded.Fingerprint, loaded.Facts["data.position"]));
        Assert.Equal([2L, 2L], loaded.Tensor("weights").Shape);
        Assert.Equal(Sample(7).Tensor("weights").Data.ToArray(), loaded.Tensor("weights").Data.ToArray());
        Assert.Equal([1, 2, 3], loaded.Tensor("state").Data.ToArray());
        Assert.Equal(new FileInfo(saved.Path).Length, saved.Bytes);
    }

    [Fact]
    public void Save_Many_KeepsTheNewestThreeAndNothingElse()
    {
        foreach (var step in new[] { 9, 10, 11, 12, 100 })
            Directory().Save(Sample(step));
        Assert.Equal([100, 12, 11], Directory().Files().Select(file => file.Step));
        Assert.Equal(3, System.IO.Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void Load_AnyByteChanged_IsRefusedWithTheFileAndTheCure()
    {
        var file = Directory().Save(Sample(1)).Path;
        var content = File.ReadAllBytes(file);
        for (var i = 0; i < content.Length; i++)
        {
            var damaged = (byte[])content.Clone();
            damaged[i] ^= 1;
            File.WriteAllBytes(file, damaged);
            var error = Assert.Throws<CheckpointException>(() => CheckpointDirectory.Load(file));
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
            Assert.Contains("Delete the file", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void Load_CutOffAnywhere_IsRefused()
    {
        var file = Directory().Save(Sample(1)).Path;
        var content = File.ReadAllBytes(file);
        for (var length = 0; length < content.Length; length++)
        {
            File.WriteAllBytes(file, content[..length]);
            Assert.Throws<CheckpointException>(() => CheckpointDirectory.Load(file));
        }
    }

    [Fact]
    public void Load_Missing_IsRefused() =>
        Assert.Throws<CheckpointException>(() => CheckpointDirectory.Load(Path.Combine(folder.Path, "nothing.safetensors")));

    [Fact]
    public void Load_ForeignSafetensorsFile_SaysThatItIsNotACheckpoint()
    {
        var file = Path.Combine(folder.Path, "step-00000001.safetensors");
        File.WriteAllBytes(file, SafetensorsFile.Write(new Dictionary<string, string>(), Sample(1).Tensors));
        var error = Assert.Throws<CheckpointException>(() => CheckpointDirectory.Load(file));
        Assert.Contains("not a checkpoint of this program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadLatest_NewestDamaged_GivesTheOneBeforeAndReportsTheNewest()
    {
        Directory().Save(Sample(1));
        var newest = Directory().Save(Sample(2)).Path;
        File.WriteAllText(newest, "{}");
        var rejected = new List<CheckpointException>();
        Assert.Equal(1, Directory().LoadLatest(fingerprint => fingerprint == "abc", rejected.Add)?.Step);
        Assert.Contains(newest, Assert.Single(rejected).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadLatest_NoFolder_GivesNothing() =>
        Assert.Null(new CheckpointDirectory(Path.Combine(folder.Path, "none")).LoadLatest(null, _ => Assert.Fail("nothing to reject")));

    [Fact]
    public void LoadLatest_LeftoverOfACrashWhileWriting_IsNotSeen()
    {
        Directory().Save(Sample(1));
        File.WriteAllText(Path.Combine(folder.Path, "step-00000002.safetensors.tmp"), "half");
        Assert.Equal(1, Directory().LoadLatest(fingerprint => fingerprint == "abc", _ => Assert.Fail("nothing to reject"))?.Step);
    }

    [Fact]
    public void Save_BesideLaterSteps_KeepsWhatItHasWritten()
    {
        foreach (var step in new[] { 100, 200, 300, 400 })
            Directory().Save(Sample(step));
        var written = Directory().Save(Sample(7)).Path;
        Assert.True(File.Exists(written));
        Assert.Equal([400, 300, 200, 7], Directory().Files().Select(file => file.Step));
    }

    [Fact]
    public void Save_WithARecord_KeepsTheNewestThreeOnItAndNothingUnrecordedBefore()
    {
        var recorded = new[] { 10, 20, 30 }.Select(step => Directory().Save(Sample(step))).ToList();
        foreach (var stray in new[] { 31, 32, 90 })
            File.Copy(recorded[0].Path, Path.Combine(folder.Path, $"step-{stray:D8}.safetensors"));
        Recorded(recorded).Save(Sample(40));
        Assert.Equal([90, 40, 30, 20], Directory().Files().Select(file => file.Step));
    }

    [Fact]
    public void LoadLatest_WithARecord_TakesNoOtherFile()
    {
        var recorded = Directory().Save(Sample(1));
        Directory().Save(Sample(2));
        Assert.Equal(1, Recorded([recorded]).LoadLatest(fingerprint => fingerprint == "abc", _ => Assert.Fail("nothing to reject"))?.Step);
        Assert.Null(Recorded([]).LoadLatest(fingerprint => fingerprint == "abc", _ => Assert.Fail("nothing to reject")));
    }

    [Fact]
    public void LoadLatest_FileOfAnotherChecksumOrStep_IsRejected()
    {
        var recorded = Directory().Save(Sample(1));
        foreach (var other in new[] { recorded with { Sha256 = new string('0', 64) }, recorded with { Step = 2 } })
        {
            var rejected = new List<CheckpointException>();
            Assert.Null(Recorded([other]).LoadLatest(fingerprint => fingerprint == "abc", rejected.Add));
            Assert.Contains("not the one on record", Assert.Single(rejected).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void LoadLatest_RecordedFileGone_SaysSoAndGoesBack()
    {
        var first = Directory().Save(Sample(1));
        var second = Directory().Save(Sample(2));
        File.Delete(second.Path);
        var rejected = new List<CheckpointException>();
        Assert.Equal(1, Recorded([first, second]).LoadLatest(fingerprint => fingerprint == "abc", rejected.Add)?.Step);
        Assert.Contains("not there any more", Assert.Single(rejected).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_WhereAFileStandsInTheWay_NamesTheFileAndTheCure()
    {
        var taken = Path.Combine(folder.Path, "taken");
        File.WriteAllText(taken, "");
        var error = Assert.Throws<CheckpointException>(() => new CheckpointDirectory(taken).Save(Sample(1)));
        Assert.Contains(taken, error.Message, StringComparison.Ordinal);
    }

    private static Checkpoint Sample(int step) => new()
    {
        Step = step,
        Fingerprint = "abc",
        Facts = new Dictionary<string, string> { ["data.position"] = "12" },
        Tensors =
        [
            new SafeTensor { Name = "weights", Type = "F32", Shape = [2, 2], Data = new byte[] { 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64 } },
            new SafeTensor { Name = "state", Type = "U8", Shape = [3], Data = new byte[] { 1, 2, 3 } },
        ],
    };

    private CheckpointDirectory Directory() => new(folder.Path);

    private CheckpointDirectory Recorded(IEnumerable<CheckpointFile> files) => new(folder.Path, recorded: files);
}
