using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

[assembly: AssemblyFixture(typeof(OneTorchThread))]

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>
/// Keeps libtorch to one thread in every test, as a slot does by default. Tests run side by side already, and its threads
/// wait for each other by spinning: on a busy machine small convolutions then take a hundred times as long.
/// </summary>
public sealed class OneTorchThread
{
    /// <summary>Sets the number for this thread and for all that have not called libtorch yet.</summary>
    public OneTorchThread()
    {
        // The library restricts oneDNN as it is loaded, which has to come before libtorch is.
        _ = OneDnnInstructions.Restriction;
        torch.set_num_threads(1);
    }
}
