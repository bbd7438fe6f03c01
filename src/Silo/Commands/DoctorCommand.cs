using System.CommandLine;
using FastOde.Silo.Doctor;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode doctor</c>: what this machine can do, each line ok or with its cure.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("doctor", "Check versions, devices, libtorch, database, disk and ports; each line is ok or names the cure.");
        command.SetAction(async (result, cancellationToken) =>
        {
            var report = new DoctorReport(
            [
                new VersionsCheck(),
                new LibtorchCheck(),
                new DiskCheck(),
                new FileHandlesCheck(),
                new DatabaseCheck(),
                new PortsCheck(),
            ]);
            return await report.Write(options.Read(result), Console.Out, cancellationToken) ? ExitCode.Ok : ExitCode.Environment;
        });
        return command;
    }
}
