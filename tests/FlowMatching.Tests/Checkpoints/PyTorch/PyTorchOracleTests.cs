using FastOde.FlowMatching.Checkpoints.PyTorch;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Checkpoints.PyTorch;

/// <summary>Files that PyTorch wrote, with values by a known rule.</summary>
public sealed class PyTorchOracleTests
{
    [Fact]
    public void Tensors_OfAStateDict_HaveTheValuesPyTorchSaved()
    {
        using var checkpoint = PyTorchCheckpoint.Open(SharedFiles.Require("oracles/state_dict.pth"));
        Assert.Equal(["map.weight", "map.bias", "norm.num_batches_tracked", "step", "bf", "view.t", "view.rows"], checkpoint.Tensors.Keys);
        AssertTensor(checkpoint, "map.weight", torch.ScalarType.Float32, [3, 4], Noise(12, 0));
        AssertTensor(checkpoint, "map.bias", torch.ScalarType.Float16, [3], Noise(3, 1));
        AssertTensor(checkpoint, "norm.num_batches_tracked", torch.ScalarType.Int64, [], torch.tensor(7L));
        AssertTensor(checkpoint, "step", torch.ScalarType.Int32, [3], torch.tensor([1, 2, 3]));
        AssertTensor(checkpoint, "bf", torch.ScalarType.BFloat16, [2, 3], Noise(6, 2));
        AssertTensor(checkpoint, "view.t", torch.ScalarType.Float32, [6, 4], Noise(24, 3).reshape(4, 6).t().contiguous());
        AssertTensor(checkpoint, "view.rows", torch.ScalarType.Float32, [2, 6], Noise(24, 3).reshape(4, 6).narrow(0, 1, 2));
    }

    [Fact]
    public void Tensors_OfATrainingState_AreNamedByTheirPath()
    {
        using var checkpoint = PyTorchCheckpoint.Open(SharedFiles.Require("oracles/training_state.pth"));
        Assert.Equal(
            ["model_state_dict.a.weight", "forward_model_state_dict.encoder.a.weight", "optimizer_state_dict.state.0.step", "optimizer_state_dict.state.0.exp_avg"],
            checkpoint.Tensors.Keys);
        AssertTensor(checkpoint, "model_state_dict.a.weight", torch.ScalarType.Float32, [2, 2], Noise(4, 4));
        AssertTensor(checkpoint, "forward_model_state_dict.encoder.a.weight", torch.ScalarType.Float32, [2, 2], Noise(4, 5));
        AssertTensor(checkpoint, "optimizer_state_dict.state.0.exp_avg", torch.ScalarType.Float32, [2, 2], Noise(4, 6));
        Assert.Equal(["encoder.a.weight"], checkpoint.Section("forward_model_state_dict").Keys);
    }

    [Fact]
    public void Root_OfATrainingState_HasItsNumbersAndLists()
    {
        using var checkpoint = PyTorchCheckpoint.Open(SharedFiles.Require("oracles/training_state.pth"));
        var root = Assert.IsType<PyTorchDictionary>(checkpoint.Root);
        Assert.Equal(["iter", "model_state_dict", "forward_model_state_dict", "optimizer_state_dict"], root.Entries.Keys);
        Assert.Equal(new PyTorchInteger(5000), root["iter"]);
        var groups = Assert.IsType<PyTorchList>(Assert.IsType<PyTorchDictionary>(root["optimizer_state_dict"])["param_groups"]);
        var group = Assert.IsType<PyTorchDictionary>(Assert.Single(groups.Items));
        Assert.Equal(new PyTorchReal(2e-4), group["lr"]);
        Assert.Equal([new PyTorchReal(0.9), new PyTorchReal(0.999)], Assert.IsType<PyTorchList>(group["betas"]).Items);
        Assert.Equal([new PyTorchInteger(0)], Assert.IsType<PyTorchList>(group["params"]).Items);
    }

    private static torch.Tensor Noise(int count, uint k) => torch.tensor(FillRule.Noise(count, k));

    private static void AssertTensor(PyTorchCheckpoint checkpoint, string name, torch.ScalarType type, long[] shape, torch.Tensor expected)
    {
        using var scope = torch.NewDisposeScope();
        var tensor = checkpoint.Tensors[name];
        Assert.Equal(type, tensor.Type);
        Assert.Equal(shape, tensor.Shape);
        var read = tensor.Read();
        Assert.True(read.is_contiguous());
        Assert.Equal(type, read.dtype);
        TensorAssert.Same(expected.to(type).reshape(shape), read);
    }
}
