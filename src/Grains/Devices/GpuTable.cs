using System.Globalization;
using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Devices;

/// <summary>Reads the lines <c>index, uuid, name, utilization %, used MiB, total MiB</c> of <c>nvidia-smi</c>.</summary>
internal static class GpuTable
{
    private const int Fields = 6;
    private const long Mebibyte = 1 << 20;

    /// <summary>The GPUs of an answer. What a GPU does not tell stands in brackets, such as <c>[N/A]</c>, and is null.</summary>
    /// <param name="answer">The whole answer.</param>
    /// <param name="machine">Name of the machine.</param>
    /// <exception cref="GpuReadingException">A line is no such line, or the last one has no end.</exception>
    public static IReadOnlyList<DeviceUse> Parse(string answer, string machine)
    {
        if (answer.Length > 0 && !answer.EndsWith('\n'))
            throw Refused(answer.Split('\n')[^1], "the line has no end");
        return [.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => Read(line, machine))];
    }

    private static DeviceUse Read(string line, string machine)
    {
        var fields = line.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length != Fields)
            throw Refused(line, string.Create(CultureInfo.InvariantCulture, $"{fields.Length} fields in place of {Fields}"));
        return new()
        {
            Machine = machine,
            Device = string.Create(CultureInfo.InvariantCulture, $"gpu-{Number(fields[0], line) ?? throw Refused(line, "the GPU has no number")}"),
            Uuid = fields[1],
            Model = fields[2],
            Utilization = Number(fields[3], line) / 100.0,
            MemoryUsed = Number(fields[4], line) * Mebibyte,
            MemoryTotal = Number(fields[5], line) * Mebibyte,
        };
    }

    private static long? Number(string field, string line)
    {
        if (field is ['[', .., ']'])
            return null;
        return long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < long.MaxValue / Mebibyte
            ? number
            : throw Refused(line, $"'{field}' is no number");
    }

    private static GpuReadingException Refused(string line, string why) => new($"{NvidiaSmi.Program} says '{line}': {why}");
}
