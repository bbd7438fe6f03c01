using TorchSharp;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>Gives libtorch another number of threads until it is disposed of, also where a test fails in between.</summary>
internal sealed class TorchThreads : IDisposable
{
    private readonly int before = torch.get_num_threads();

    /// <summary>Sets the number of the calling thread.</summary>
    public TorchThreads(int count) => torch.set_num_threads(count);

    /// <inheritdoc/>
    public void Dispose() => torch.set_num_threads(before);
}
