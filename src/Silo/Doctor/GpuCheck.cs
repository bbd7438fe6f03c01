using System.Globalization;
using FastOde.Contracts.Trainers;
using FastOde.Grains.Devices;
using FastOde.Silo.Hosting;

namespace FastOde.Silo.Doctor;

/// <summary>Whether memory and utilisation of the GPUs can be read, and what they are.</summary>
/// <param name="gpus">The program that knows them.</param>
internal sealed class GpuCheck(NvidiaSmi gpus) : IDoctorCheck
{
    private const string Name = "gpu";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> Check(HostSettings settings, CancellationToken cancellationToken)
    {
        if (gpus.Path is null)
            return [Finding.Ok(Name, $"{NvidiaSmi.Program} is not on the path, so that no GPU is watched")];
        try
        {
            var read = await gpus.Read(cancellationToken);
            return read.Count == 0 ? [Finding.Ok(Name, $"{gpus.Path} knows of none")] : [.. read.Select(gpu => Finding.Ok(gpu.Device, Text(gpu)))];
        }
        catch (GpuReadingException problem)
        {
            return [Finding.Warning(Name, problem.Message, $"see what {gpus.Path} says; until then memory and utilisation of the GPUs are not shown")];
        }
    }

    private static string Text(DeviceUse gpu) => string.Create(
        CultureInfo.InvariantCulture, $"{gpu.Model}, {Gibibytes(gpu.MemoryUsed)} of {Gibibytes(gpu.MemoryTotal)} GiB in use, {(gpu.Utilization is { } busy ? $"{busy:P0} busy" : "utilisation not known")}");

    private static string Gibibytes(long? bytes) => bytes is { } number ? (number / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture) : "?";
}
