namespace FastOde.Grains.Devices;

/// <summary>The program that knows the GPUs gave no usable answer.</summary>
/// <param name="message">What it did instead.</param>
public sealed class GpuReadingException(string message) : Exception(message);
