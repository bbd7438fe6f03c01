using System.Diagnostics;
using FastOde.FlowMatching.Devices;
using FastOde.Grains.Trainers;

namespace FastOde.Grains.Tests.Trainers;

public sealed class SlotThreadTests
{
    [Fact]
    public async Task Run_OnCoresOfItsOwn_RunsThereWithTheProcessesThatItStarts()
    {
        Assert.SkipUnless(CoreAffinity.IsSupported, "only Linux pins threads");
        var all = CoreAffinity.Current();
        var last = all[^1];
        using var thread = new SlotThread("slot", 1, [last]);

        Assert.Equal([last], await thread.Run(CoreAffinity.Current, usesTorch: false));
        Assert.Equal(CoreGroups.Text([last]), await thread.Run(OfANewProcess, usesTorch: false));
        Assert.Equal(all, CoreAffinity.Current());
    }

    [Fact]
    public async Task Run_OnACoreThatIsNotThere_FailsWithTheReason()
    {
        Assert.SkipUnless(CoreAffinity.IsSupported, "only Linux pins threads");
        using var thread = new SlotThread("slot", 1, [1000]);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => thread.Run(() => 1, usesTorch: false));

        Assert.Contains("cannot run on the cores 1000 that --cores gives it", refusal.Message, StringComparison.Ordinal);
    }

    private static string OfANewProcess()
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/grep", ["Cpus_allowed_list", "/proc/self/status"]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Split(':')[1].Trim();
    }
}
