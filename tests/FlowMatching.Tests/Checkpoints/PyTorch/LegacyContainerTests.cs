using FastOde.FlowMatching.Checkpoints.PyTorch;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Checkpoints.PyTorch;

/// <summary>Files as PyTorch wrote them before 1.6: good, damaged and malicious.</summary>
public sealed class LegacyContainerTests
{
    public static TheoryData<string, string> Refused => PyTorchCheckpointTests.Refused;

    [Fact]
    public void Read_TensorsThatShareAStorage_HaveTheirElements()
    {
        var shared = Pickle.LegacyStorage("94001", "FloatStorage", 6);
        using var file = new PthFile().WriteLegacy(
            Pickle.Dictionary(
                ("model", Pickle.Dictionary(("rows", Pickle.Tensor(shared, 2, [2, 2], [2, 1])), ("turned", Pickle.Tensor(shared, 0, [3, 2], [1, 3])))),
                ("count", Pickle.Tensor(Pickle.LegacyStorage("94002", "LongStorage", 1), 0, [], []))),
            ("94002", 1, BitConverter.GetBytes(7L)),
            ("94001", 6, PthFile.Floats(1, 2, 3, 4, 5, 6)));
        using var checkpoint = file.Open();
        Assert.Equal(["model.rows", "model.turned", "count"], checkpoint.Tensors.Keys);
        AssertTensor(checkpoint, "model.rows", torch.tensor(new float[,] { { 3, 4 }, { 5, 6 } }));
        AssertTensor(checkpoint, "model.turned", torch.tensor(new float[,] { { 1, 4 }, { 2, 5 }, { 3, 6 } }));
        AssertTensor(checkpoint, "count", torch.tensor(7L));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Open_MoreThanPlainData_IsRefusedByName(string pickle, string expected)
    {
        using var file = new PthFile().WriteLegacy(pickle);
        file.AssertRefused(expected);
    }

    [Fact]
    public void Open_StoragesThatDisagreeWithThePickle_AreRefusedByName()
    {
        var tensor = Pickle.Dictionary(("a", Pickle.Tensor(Pickle.LegacyStorage("0", "FloatStorage", 1), 0, [1], [1])));
        var content = PthFile.Floats(1);
        using var file = new PthFile();
        file.WriteLegacy(tensor).AssertRefused("the tensor 'a' lies in the storage '0', which the file does not list");
        file.WriteLegacy(tensor, ("0", 2, content)).AssertRefused("the storage '0' has 2 elements, and its pickle says 1");
        file.WriteLegacy(tensor, ("0", 1, [.. content, 0])).AssertRefused("1 bytes follow its last storage");
        file.WriteLegacy(tensor, ("0", 1, content), ("0", 1, content)).AssertRefused("lists the storage '0' twice");
        file.WriteLegacy(tensor, ("0", 1, content), ("1", 1, content)).AssertRefused("lists the storage '1', which its pickle does not name");
        file.WriteLegacy(Pickle.Tuple(Pickle.LegacyStorage("0", "FloatStorage", 1), Pickle.LegacyStorage("0", "LongStorage", 1)), ("0", 1, content))
            .AssertRefused("states the storage '0' in two ways");
        file.WriteLegacy(Pickle.Dictionary(("a", Pickle.Tensor(Pickle.LegacyStorage("0", "FloatStorage", long.MaxValue), 0, [1], [1]))), ("0", long.MaxValue, content))
            .AssertRefused("reaches beyond its end");
    }

    [Fact]
    public void Open_FileCutAnywhere_IsRefused()
    {
        using var file = new PthFile().WriteGoodLegacy();
        file.AssertRefusedWhereverCut(every: 3);
    }

    [Fact]
    public void Open_ByteAltered_ReadsOrRefuses()
    {
        using var file = new PthFile().WriteGoodLegacy();
        file.AssertReadOrRefusedWhicheverByteIsAltered(every: 1);
    }

    private static void AssertTensor(PyTorchCheckpoint checkpoint, string name, torch.Tensor expected)
    {
        using var scope = torch.NewDisposeScope();
        TensorAssert.Same(expected, checkpoint.Tensors[name].Read());
    }
}
