using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Training;

namespace FastOde.FlowMatching.Tests.Training;

public sealed class ReplicaThreadTests
{
    [Fact]
    public async Task Run_OfAThreadThatIsKeptOnCores_StaysOnThem()
    {
        Assert.SkipUnless(CoreAffinity.IsSupported, "only Linux pins threads");
        var last = CoreAffinity.Current()[^1];
        ReplicaThread? replica = null;
        var owner = new Thread(() =>
        {
            CoreAffinity.Pin([last]);
            replica = new ReplicaThread("replica", torchThreads: 1);
        });
        owner.Start();
        owner.Join();

        using (replica)
            Assert.Equal([last], await replica!.Run(CoreAffinity.Current));
    }
}
