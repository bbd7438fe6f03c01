namespace FastOde.Grains.Trainers;

/// <summary>
/// Counts physical cores, because two trainings on the two hardware threads of one core are no faster than one after
/// the other.
/// </summary>
internal static class PhysicalCores
{
    private const string LinuxProcessors = "/sys/devices/system/cpu";

    /// <summary>Physical cores that the process may use; where the system does not tell, its processors.</summary>
    public static int Count() => Math.Clamp(FromLinux(LinuxProcessors), 1, Environment.ProcessorCount);

    /// <summary>Distinct groups of hardware threads below a folder laid out as Linux does; a huge number where there is none.</summary>
    internal static int FromLinux(string folder)
    {
        if (!Directory.Exists(folder))
            return int.MaxValue;
        var siblings = Directory.EnumerateDirectories(folder, "cpu*")
            .Select(processor => Path.Combine(processor, "topology", "thread_siblings_list"))
            .Where(File.Exists)
            .Select(file => File.ReadAllText(file).Trim())
            .Distinct()
            .Count();
        return siblings == 0 ? int.MaxValue : siblings;
    }
}
