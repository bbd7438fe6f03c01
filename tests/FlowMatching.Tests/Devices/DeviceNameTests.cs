using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Devices;

/// <summary>The names by which trials ask for devices.</summary>
public sealed class DeviceNameTests
{
    [Theory]
    [InlineData("auto", true)]
    [InlineData("cpu", true)]
    [InlineData("cuda", true)]
    [InlineData("cuda:0", true)]
    [InlineData("cuda:12", true)]
    [InlineData("cuda:", false)]
    [InlineData("cuda:00", false)]
    [InlineData("cuda:-1", false)]
    [InlineData("cuda:0\n", false)]
    [InlineData("cpu:0", false)]
    [InlineData("CUDA", false)]
    [InlineData("gpu", false)]
    [InlineData("", false)]
    public void IsValid_AnyText_AcceptsTheNamesOnly(string name, bool expected) => Assert.Equal(expected, DeviceName.IsValid(name));

    [Fact]
    public void Find_GpuThatIsNotThere_SaysWhatToDo()
    {
        Assert.SkipWhen(torch.cuda.is_available(), "This machine has a GPU.");
        var error = Assert.Throws<SettingValueException>(() => ComputeDevice.Find("cuda:1"));
        Assert.Equal("device", error.Key);
        Assert.Contains("no GPU here that libtorch can use, and 'cuda:1' asks for one; use device: auto or cpu", error.Message, StringComparison.Ordinal);
        Assert.Same(ComputeDevice.Cpu, ComputeDevice.Find("auto"));
        Assert.Same(ComputeDevice.Cpu, ComputeDevice.FindOrAutomatic("cuda:1"));
    }

    [Fact]
    public void Problem_ProcessorOrAutomatic_NeverHasOne()
    {
        Assert.Null(DeviceName.Problem("auto", replicas: 8));
        Assert.Null(DeviceName.Problem("cpu", replicas: 8));
    }
}
