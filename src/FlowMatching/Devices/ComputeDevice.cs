using FastOde.FlowMatching.Catalogs;
using TorchSharp;

namespace FastOde.FlowMatching.Devices;

/// <summary>
/// Where a trial's tensors lie, and what computes with them: kernels, which work on the processor's memory, or the
/// tensor operations of libtorch, on any device. Both compute the same up to rounding.
/// </summary>
public sealed record ComputeDevice
{
    private readonly IKernels? kernels;

    private ComputeDevice(torch.Device device, IKernels? kernels)
    {
        Device = device;
        this.kernels = kernels;
    }

    /// <summary>The processor, with kernels where the program has them.</summary>
    public static ComputeDevice Cpu { get; } = new(torch.CPU, InstalledKernels.Find());

    /// <summary>The processor, with the operations that a GPU gets; slower, and what tests compare the kernels with.</summary>
    public static ComputeDevice CpuTensors { get; } = new(torch.CPU, kernels: null);

    /// <summary>Where tensors lie.</summary>
    public torch.Device Device { get; }

    /// <summary>What computes on this device: the kernel form where there are kernels that support it, else the definition.</summary>
    /// <typeparam name="T">What does the computing.</typeparam>
    /// <param name="computation">What shall be computed.</param>
    /// <returns>A form that the caller owns.</returns>
    public T Create<T>(Computation<T> computation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(computation);
        return kernels?.Create(computation) ?? computation.InTensors(this);
    }

    /// <summary>What does on this device what a record of a spec says.</summary>
    /// <typeparam name="T">What is made; <see cref="Kinds"/> finds it, or a computation of it, by the record.</typeparam>
    /// <param name="spec">The record of one kind.</param>
    /// <param name="problem">What its constructor takes besides.</param>
    /// <returns>A form that the caller owns.</returns>
    /// <exception cref="NotSupportedException">This version has none for such a record.</exception>
    public T Create<T>(object spec, object problem)
        where T : class
    {
        var made = Kinds.Create([typeof(T), typeof(Computation<T>)], spec, problem);
        return made as T ?? Create((Computation<T>)made);
    }

    /// <summary>The device of a name.</summary>
    /// <param name="name">As in <see cref="DeviceName"/>.</param>
    /// <exception cref="SettingValueException">This machine has no such device; the message says what to do.</exception>
    public static ComputeDevice Find(string name)
    {
        if (DeviceName.Problem(name, replicas: 1) is { } problem)
            throw new SettingValueException("device", problem);
        if (name == DeviceName.Cpu || (name == DeviceName.Automatic && !torch.cuda.is_available()))
            return Cpu;
        // TensorFloat-32: products of single precision with ten bits of it, several times faster and near enough to train.
        torch.backends.cuda.matmul.allow_tf32 = true;
        torch.backends.cudnn.allow_tf32 = true;
        return Gpu(name == DeviceName.Automatic ? 0 : DeviceName.Index(name));
    }

    /// <summary>The device of a name, or where this machine lacks it the automatic one: for trials that were trained elsewhere.</summary>
    /// <param name="name">As in <see cref="DeviceName"/>.</param>
    public static ComputeDevice FindOrAutomatic(string name) =>
        Find(DeviceName.Problem(name, replicas: 1) is null ? name : DeviceName.Automatic);

    /// <summary>The device of one of a trial's replicas: with <see cref="DeviceName.Cuda"/> the GPUs in turn, else this one.</summary>
    /// <param name="name">The name by which the trial asked for its device.</param>
    /// <param name="replica">The replica's number, from 0.</param>
    internal ComputeDevice OfReplica(string name, int replica) => name == DeviceName.Cuda ? Gpu(replica) : this;

    private static ComputeDevice Gpu(int index) => new(new torch.Device(DeviceType.CUDA, index), kernels: null);
}
