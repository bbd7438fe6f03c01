namespace FastOde.Contracts.Trainers;

/// <summary>How much of a device was in use at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="Utilization">Part of the time in which it was busy, 0 to 1; null where the device does not tell.</param>
/// <param name="Memory">Part of its memory in use, 0 to 1; null where the device does not tell.</param>
[GenerateSerializer, Immutable, Alias("FastOde.Trainers.DeviceReading")]
public readonly record struct DeviceReading(DateTimeOffset At, double? Utilization, double? Memory);
