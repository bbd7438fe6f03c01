using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Devices;
using FastOde.Grains.Attempts;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Grains.Trainers;
using FastOde.Storage;

namespace FastOde.Grains.Tests.Trainers;

public sealed class MachineFaultTests
{
    private const int NoSpace = 28;
    private const int FileExists = 17;

    [Fact]
    public void IsIn_FaultsOfTheMachine_AlsoWhereTheyAreTheCause()
    {
        Exception[] faults =
        [
            new IOException("No space left on device", NoSpace),
            new UnauthorizedAccessException(),
            new InsufficientMemoryException(),
            new StorageException("experiments.db is locked"),
            new WrongArithmeticException("the output is off by 0.86"),
            new InvalidOperationException("[enforce fail at alloc_cpu.cpp:124] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
            new InvalidOperationException("CUDA out of memory. Tried to allocate 9 GiB"),
            new TrainerProcessException("killed", isOfTheMachine: true),
        ];

        Assert.All(faults, fault => Assert.True(MachineFault.IsIn(fault)));
        Assert.All(faults, fault => Assert.True(MachineFault.IsIn(new CheckpointException("cannot be written", fault))));
        Assert.All(faults, fault => Assert.True(MachineFault.IsIn(new AggregateException(new InvalidOperationException(), fault))));
    }

    [Fact]
    public void IsIn_FaultsOfTheTrial_AreNone()
    {
        Exception[] faults =
        [
            new InvalidOperationException("broken pipe"),
            new TrainerProcessException("ended by signal 6", isOfTheMachine: false),
            new FileNotFoundException(),
            new IOException("already there", FileExists),
            new InvalidDataException(),
            new AggregateException(),
        ];

        Assert.All(faults, fault => Assert.False(MachineFault.IsIn(fault)));
        Assert.False(MachineFault.IsIn(null));
    }

    [Fact]
    public void IsIn_WhatAFullDeviceSays_IsAFault()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has a device that is always full");
        var error = Record.Exception(() => File.WriteAllText("/dev/full", "x"));

        Assert.True(MachineFault.IsIn(error), $"{error}");
    }

    [Fact]
    public void IsIn_WhatAFullFileSystemSays_IsAFault()
    {
        using var disk = SmallDisk.Mount(64 * 1024);
        var checkpoints = new CheckpointDirectory(Path.Combine(disk.Path, "checkpoints"));
        disk.Fill();

        var error = Record.Exception(() => checkpoints.Save(new Checkpoint { Step = 1, Fingerprint = "f", Tensors = [] }));

        Assert.True(MachineFault.IsIn(error), $"{error}");
    }
}
