using FastOde.Grains.Trainers;

namespace FastOde.Grains.Tests.Trainers;

public sealed class SlotOptionsTests
{
    [Theory]
    [InlineData(null, null, 2, 2, 1)]
    [InlineData(null, 4, 16, 4, 4)]
    [InlineData(null, 4, 2, 1, 4)]
    [InlineData(3, null, 2, 3, 1)]
    [InlineData(0, null, 2, 0, 1)]
    public void Describe_CoresAndWishes_GiveSlots(int? count, int? threads, int cores, int slots, int threadsEach)
    {
        var described = new SlotOptions { Count = count, Threads = threads, Host = "m" }.Describe(cores);

        Assert.Equal(Enumerable.Range(1, slots).Select(number => $"m/cpu-{number}"), described.Select(slot => slot.SlotId));
        Assert.All(described, slot => Assert.Equal(threadsEach, slot.Threads));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public void Describe_TooLittle_IsRefused(int count, int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlotOptions { Count = count, Threads = threads }.Describe(4));

    [Fact]
    public void Describe_GroupsOfCores_AreASlotEachWithTheThreadsOfTheSmallest()
    {
        var described = new SlotOptions { Cores = [[0, 1, 2], [4, 5]], Host = "m" }.Describe(16);

        Assert.Equal([("m/cpu-1", 2, "0-2"), ("m/cpu-2", 2, "4-5")], described.Select(slot => (slot.SlotId, slot.Threads, CoreGroups.Text(slot.Cores))));
    }

    [Theory]
    [InlineData(3, null, "--cores names 2 groups, one a slot, and --slots 3 asks for another number")]
    [InlineData(null, 3, "--threads 3 is more than the 2 cores of the smallest group")]
    public void Describe_GroupsThatDoNotFit_AreRefused(int? count, int? threads, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => new SlotOptions { Count = count, Threads = threads, Cores = [[0, 1, 2], [4, 5]] }.Describe(16)).Message, StringComparison.Ordinal);

    [Fact]
    public void PhysicalCores_OfThreadsInPairs_AreCountedOnce()
    {
        using var directory = new TestSupport.TemporaryDirectory();
        foreach (var (processor, siblings) in new[] { (0, "0,2"), (1, "1,3"), (2, "0,2"), (3, "1,3") })
        {
            var topology = Directory.CreateDirectory(Path.Combine(directory.Path, $"cpu{processor}", "topology"));
            File.WriteAllText(Path.Combine(topology.FullName, "thread_siblings_list"), siblings + "\n");
        }

        Directory.CreateDirectory(Path.Combine(directory.Path, "cpufreq"));
        Assert.Equal(2, PhysicalCores.FromLinux(directory.Path));
        Assert.InRange(PhysicalCores.Count(), 1, Environment.ProcessorCount);
    }
}
