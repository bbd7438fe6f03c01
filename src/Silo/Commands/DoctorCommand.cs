using System.CommandLine;
using FastOde.Grains.Devices;
using FastOde.Silo.Doctor;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode doctor</c>: what this machine can do, each line ok or with its cure.</summary>
internal static class DoctorCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "doctor";

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var repair = new Option<bool>("--repair")
        {
            Description = "Make files and records of trials agree: move files that no trial has on record to DIR/unrecorded, drop records of files that are gone. Nothing else may use the data directory.",
        };
        var command = new Command(Name, "Check versions, devices, libtorch, database, disk and ports; each line is ok or names the cure.");
        command.Options.Add(repair);
        CommandOutput.AddTo(command);
        options.AddMachineTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            var report = new DoctorReport(
            [
                new VersionsCheck(),
                new PluginsCheck(),
                new LibtorchCheck(),
                new GpuCheck(NvidiaSmi.OnPath(TimeProvider.System)),
                new DiskCheck(),
                new FileHandlesCheck(),
                new DatabaseCheck(new ArtifactsCheck(result.GetValue(repair))),
                new PortsCheck(),
            ]);
            List<Finding> findings = [];
            await foreach (var finding in report.Findings(options.Read(result), cancellationToken))
            {
                findings.Add(finding);
                if (!output.IsJson)
                    Console.Out.WriteLine(DoctorReport.Line(finding));
            }

            output.Write(findings, _ => { });
            return findings.Exists(finding => finding.Level == FindingLevel.Broken) ? ExitCode.Environment : ExitCode.Ok;
        });
        return command;
    }
}
