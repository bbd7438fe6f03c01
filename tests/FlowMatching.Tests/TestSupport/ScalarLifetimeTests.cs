using System.Diagnostics;
using System.Reflection;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>
/// TorchSharp does not keep its scalars alive while libtorch reads them; the build has it compiled so that arguments
/// live until their method returns. Without that, a collection on another thread breaks a computation now and then.
/// </summary>
public sealed class ScalarLifetimeTests
{
    [Fact]
    public void TorchSharp_InTheOutput_KeepsItsArgumentsAlive() =>
        Assert.True(typeof(torch).Assembly.GetCustomAttribute<DebuggableAttribute>()!.IsJITOptimizerDisabled);

    [Fact]
    public void ScalarOperations_WhileOtherThreadsCollect_StayCorrect()
    {
        var done = false;
        var collector = new Thread(() =>
        {
            while (!Volatile.Read(ref done))
                GC.Collect(0);
        });
        collector.Start();
        try
        {
            using var threes = torch.full(2048, 2, 3f);
            for (var i = 0; i < 1_500; i++)
            {
                using var scope = torch.NewDisposeScope();
                Assert.Equal(4096 * 9f, threes.square().sum().item<float>());
                Assert.Equal(4096 * 6f, (threes + threes).sum().item<float>());
            }
        }
        finally
        {
            Volatile.Write(ref done, true);
            collector.Join();
        }
    }
}
