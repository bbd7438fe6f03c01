using System.Diagnostics;
using System.Reflection;
using FastOde.Silo.Commands;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.Silo.Tests.Commands;

/// <summary>The commands of docs/deploy.md that make certificates and a secret make what a process of a cluster takes.</summary>
public sealed class DocumentedCertificatesTests : IDisposable
{
    private static readonly string Document = Path.Combine(
        typeof(DocumentedCertificatesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Repository").Value!, "docs", "deploy.md");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fastode-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Commands_OfTheDocument_MakeWhatTheProcessesOfAClusterTake()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "openssl is not here");
        var block = Assert.Single(DocumentedBlock.Of(Document), block => block.Commands.Any(command => command.StartsWith("openssl req -x509", StringComparison.Ordinal)));
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-e", "-c", string.Join('\n', block.Commands)]) { WorkingDirectory = folder.FullName, RedirectStandardError = true })!;
        var said = await bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(bash.ExitCode == 0, said);

        var settings = Member(Path.Combine(folder.FullName, "cluster.secret"));

        Assert.NotNull(settings.Cluster);
        Assert.Contains("cluster-secret", Assert.Throws<CommandFailure>(() => Member(Path.Combine(folder.FullName, "ca.pem"))).Message, StringComparison.Ordinal);
    }

    private HostSettings Member(string secret)
    {
        var options = new HostOptionSet();
        return options.Read(FastOdeCommandLine.Create(options).Parse(
        [
            "serve", "--role", "trainer", "--db", "Host=db.example;Database=fastode", "--data", folder.FullName, "--port", "0",
            "--advertise", "10.0.0.7", "--cluster-tls", folder.FullName, "--cluster-secret", secret,
        ]));
    }
}
