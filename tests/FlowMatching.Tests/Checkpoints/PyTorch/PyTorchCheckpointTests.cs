using System.IO.Compression;
using System.Text;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Checkpoints.PyTorch;

/// <summary>Files that are damaged, foreign or malicious.</summary>
public sealed class PyTorchCheckpointTests
{
    private const string CallsSystem = "cos\nsystem\n(X\u0004\0\0\0truetR";

    public static TheoryData<string, string> Refused => new()
    {
        { CallsSystem, "the global 'os.system'" },
        { "cposix\nsystem\n)R", "the global 'posix.system'" },
        { "cbuiltins\neval\n)R", "the global 'builtins.eval'" },
        { "ctorch\nload\n)R", "the global 'torch.load'" },
        { "\u008c\u0002os\u008c\u0006system\u0093)R", "the global 'os.system'" },
        { "cnumpy.core.multiarray\nscalar\n)R", "the global 'numpy.core.multiarray.scalar'" },
        { "(ios\nsystem\n", "the opcode INST" },
        { "(}o", "the opcode OBJ" },
        { "}}b", "a BUILD of something else" },
        { "ccollections\nOrderedDict\n)R}X\u0008\0\0\0__dict__}sb", "a BUILD of something else" },
        { "ccollections\nOrderedDict\n)\u0081", "the opcode NEWOBJ" },
        { "ccollections\nOrderedDict\n)}\u0092", "the opcode NEWOBJ_EX" },
        { "\u0082\u0001", "the opcode EXT1" },
        { "\u0083\u0001\0", "the opcode EXT2" },
        { "\u0084\u0001\0\0\0", "the opcode EXT4" },
        { "P0\n", "the opcode PERSID" },
        { "I5\n", "the opcode INT" },
        { "\u0001", "the byte 0x01 where an opcode was expected" },
        { "}R", "needs a value where there is none" },
        { "}}R", "a REDUCE of something that is no known global" },
        { "ctorch\nFloatStorage\n)R", "a REDUCE of 'torch.FloatStorage' with other arguments" },
        { "ctorch._utils\n_rebuild_tensor_v2\n)R", "a REDUCE of 'torch._utils._rebuild_tensor_v2' with other arguments" },
        { "ctorch\nFloatStorage\n", "its top is the global 'torch.FloatStorage' itself" },
        { "NQ", "a persistent id that is not" },
        { "t", "needs a mark where there is none" },
        { "h\u0007", "its memo's entry 7" },
        { "NN", "ends with 2 values" },
        { "(N", "ends with 1 values and 1 marks" },
        { "Na", "needs a value" },
        { "NNa", "appends to something that is no list" },
        { "NNNs", "sets an item of something that is no dictionary" },
        { "}(Nu", "a key without a value" },
        { "}NNs", "its top has a key that is neither text nor integer" },
        { "}K\u0001NsK\u0001Ns", "its top has the key '1' twice" },
        { "]q\0h\0a", "contains itself" },
        { "X\u00ff\u00ff\u00ff\u00ff", "is cut off" },
        { "X\u0001\0\0\0\u00ff", "a text that is not UTF-8" },
        { "\u008a\u0009\0\0\0\0\0\0\0\0\u0001", "an integer of 9 bytes" },
        { "cos", "a name that does not end" },
        { "\u0080\u0006", "pickle protocol 6" },
        { "", "ends with 0 values" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Open_MoreThanPlainData_IsRefusedByName(string pickle, string expected)
    {
        using var file = new PthFile().Write(pickle);
        file.AssertRefused(expected);
    }

    [Fact]
    public void Open_DeepNesting_IsRefusedWithoutOverflow()
    {
        using var file = new PthFile().Write(string.Concat(Enumerable.Repeat("]", 100_000)) + string.Concat(Enumerable.Repeat("a", 99_999)));
        file.AssertRefused("nested more than 64 levels deep");
    }

    [Fact]
    public void Open_SharedListsThatMultiply_AreRefused()
    {
        // Each of 40 lists holds the one before it twice: 2^40 values in a few hundred bytes.
        var lists = string.Concat(Enumerable.Range(1, 40).Select(i => $"](h{(char)(i - 1)}h{(char)(i - 1)}eq{(char)i}"));
        using var file = new PthFile().Write("(]q\0" + lists + "t");
        file.AssertRefused("more than 1000000 values");
    }

    [Fact]
    public void Open_NoFile_SaysSo()
    {
        using var file = new PthFile();
        file.AssertRefused("Check the path");
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("\u0080\u0002}.", "a bare pickle")]
    [InlineData("hello, world", "does not begin as a zip file")]
    public void Open_OtherFormat_SaysWhich(string content, string expected)
    {
        using var file = new PthFile();
        File.WriteAllBytes(file.Path, Encoding.Latin1.GetBytes(content));
        file.AssertRefused(expected);
    }

    [Fact]
    public void Open_CompressedEntries_AreRefused()
    {
        using var file = new PthFile().Write(CompressionLevel.SmallestSize, ("m/data.pkl", Pickle.Whole(Pickle.Text(new string('a', 1000)))));
        file.AssertRefused("'m/data.pkl' is compressed", "zip -0");
    }

    [Fact]
    public void Open_ZipOfSomethingElse_IsRefused()
    {
        using var file = new PthFile().Write(CompressionLevel.NoCompression, ("a.txt", [1]));
        file.AssertRefused("0 entries '*/data.pkl'");
    }

    [Fact]
    public void Open_SameEntryTwice_IsRefused()
    {
        using var file = new PthFile().Write(CompressionLevel.NoCompression, ("m/data.pkl", Pickle.Whole("N")), ("m/data.pkl", Pickle.Whole("}")));
        file.AssertRefused("two entries 'm/data.pkl'");
    }

    [Fact]
    public void Open_TorchScript_IsRefused()
    {
        using var file = new PthFile().Write("}", ("constants.pkl", []));
        file.AssertRefused("TorchScript", "torch.save(model.state_dict(), path)");
    }

    [Fact]
    public void Open_UnknownByteOrder_IsRefused()
    {
        using var file = new PthFile().Write("}", ("byteorder", Encoding.ASCII.GetBytes("middle")));
        file.AssertRefused("neither 'little' nor 'big'");
    }

    [Fact]
    public void Open_FileCutAnywhere_IsRefused()
    {
        using var file = new PthFile().WriteGood();
        file.AssertRefusedWhereverCut(every: 7);
    }

    [Fact]
    public void Open_ByteAltered_ReadsOrRefuses()
    {
        using var file = new PthFile().WriteGood();
        file.AssertReadOrRefusedWhicheverByteIsAltered(every: 3);
    }

    [Fact]
    public void Open_OracleWithACallInstead_IsRefusedByName()
    {
        var original = SharedFiles.Require("oracles/state_dict.pth");
        using var zip = ZipFile.OpenRead(original);
        var entries = zip.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            return (entry.FullName, Content: content.ToArray());
        }).Select(entry => entry.FullName.EndsWith("data.pkl", StringComparison.Ordinal)
            ? (entry.FullName, Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(entry.Content).Replace("ccollections\nOrderedDict\n", "cos\nsystem\n", StringComparison.Ordinal)))
            : entry).ToArray();
        using var file = new PthFile().Write(CompressionLevel.NoCompression, entries);
        file.AssertRefused("the global 'os.system'");
    }

    [Fact]
    public void Section_Unknown_NamesTheNearest()
    {
        var tensor = Pickle.Tensor(Pickle.Storage("0", "FloatStorage", 1), 0, [1], [1]);
        using var file = new PthFile().Write(
            Pickle.Dictionary(("model_state_dict", Pickle.Dictionary(("a", tensor))), ("ema", Pickle.Dictionary(("a", tensor)))), ("data/0", PthFile.Floats(1)));
        using var checkpoint = file.Open();
        Assert.Contains("did you mean 'model_state_dict'?", Assert.Throws<CheckpointException>(() => checkpoint.Section("model_state")).Message, StringComparison.Ordinal);
    }
}
