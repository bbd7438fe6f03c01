using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Devices;

/// <summary>Says how the processor and the memory of this machine are used.</summary>
public interface IMachineReader
{
    /// <summary>The machine since it was last asked; null where the system does not tell.</summary>
    DeviceUse? Read();
}
