using FastOde.Bench.Fuzz;

namespace FastOde.FlowMatching.Tests.Files;

/// <summary>Damaged and random files; bench/Fuzz tries more of the same.</summary>
public sealed class ReaderFuzzTests
{
    private const int Inputs = 1000;

    [Theory]
    [InlineData("pth")]
    [InlineData("safetensors")]
    [InlineData("npz")]
    [InlineData("idx")]
    [InlineData("cifar")]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public void Read_DamagedFile_IsReadOrRefusedInOneLine(string reader)
    {
        using var readers = new ReaderTargets();
        readers.All.Single(target => target.Name == reader).Try(Inputs);
    }
}
