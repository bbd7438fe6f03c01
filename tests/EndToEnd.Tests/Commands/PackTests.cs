using System.IO.Compression;
using System.Xml.Linq;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>The packages for programs, and a program outside the repository that is built against nothing else.</summary>
public sealed class PackTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="FastOde.Client" Version="*" />
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        using FastOde.Client;
        using FastOde.Specs;

        await using var client = await FastOdeClient.ConnectAsync(args[0]);
        var experiment = await client.SubmitAsync(new ExperimentSpec { Name = "packed", Seeds = [0], Trial = new() { Iterations = 20 } });
        await foreach (var change in experiment.WatchAsync())
        {
        }

        foreach (var trial in await experiment.TrialsAsync())
            Console.WriteLine($"{trial.Id} {trial.State} {trial.Step}");
        """;

    private static readonly string[] Projects = ["Analysis", "Client", "Contracts", "FlowMatching", "Specs"];

    [Fact]
    public async Task DotnetPack_Packages_SayWhatTheyAreAndServeAProgram()
    {
        using var workspace = new Workspace();
        await PackageFeed.Make(workspace, Projects);
        Assert.All(Projects, project => HasItsMetadata(Directory.GetFiles(workspace.Path(PackageFeed.Folder), $"FastOde.{project}.*.nupkg").Single()));
        Directory.CreateDirectory(workspace.Path("program"));
        workspace.Write(Path.Combine("program", "program.csproj"), Project);
        workspace.Write(Path.Combine("program", "Program.cs"), Program);
        await PackageFeed.Dotnet(workspace, "build", workspace.Path("program"), "-c", "Release", "-o", workspace.Path("built"));

        using var serve = FastOdeProcess.Start(workspace, "serve", "--data", "data");
        var clients = await serve.Line(line => line.StartsWith("clients: ", StringComparison.Ordinal));
        using var program = FastOdeProcess.StartProgram(workspace.Path("built", "program"), workspace.Root, clients.Split(' ')[1]);
        Assert.Equal("1-1 Completed 20", (await program.End()).Expect(0).Output.Trim());
    }

    private static void HasItsMetadata(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        var entries = archive.Entries.Select(entry => entry.FullName).ToList();
        using var stream = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string Text(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal("MIT", Text("license"));
        Assert.NotEqual("Package Description", Text("description"));
        Assert.Contains(Text("readme"), entries);
        Assert.Contains(entries, entry => entry.EndsWith(".dll", StringComparison.Ordinal));
        Assert.Contains(entries, entry => entry.EndsWith(".xml", StringComparison.Ordinal) && entry.StartsWith("lib/", StringComparison.Ordinal));
    }
}
