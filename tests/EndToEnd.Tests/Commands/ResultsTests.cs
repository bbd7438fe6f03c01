using System.Text.RegularExpressions;
using FastOde.EndToEnd.Tests.Processes;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>
/// The commands of docs/results.md, each block in a directory of its own as who reads it there would type it: on a few images, and on
/// studies of a few steps in place of those of minutes and hours.
/// </summary>
public sealed partial class ResultsTests
{
    private const byte Side = 28;

    private static readonly string[] Short = ["seeds=[0]", "trial.iterations=4", "trial.batchSize=16", "trial.evaluation.samples=64"];

    /// <summary>Further values that make a study short.</summary>
    private static readonly Dictionary<string, string> Further = new()
    {
        ["examples/reflow-plus-plus.yaml"] = "trial.coupling.pairs=64",
        ["examples/distillation.yaml"] = "trial.method.pairs=64",
        ["examples/mnist-distillation.yaml"] = "trial.method.pairs=32",
    };

    [Fact]
    public async Task Results_EveryCommand_DoesWhatItSays()
    {
        using var workspace = new Workspace();
        Digits.Write(workspace.Path("images"), "train", 200, Side);
        Digits.Write(workspace.Path("images"), "t10k", 50, Side);
        var blocks = DocumentedBlock.Of(Path.Combine(FastOdeProcess.Repository, "docs", "results.md"));
        var first = Assert.Single(blocks, block => block.Commands[0].StartsWith("fastode data add", StringComparison.Ordinal));
        var mnist = Directory.CreateDirectory(workspace.Path("mnist")).FullName;
        await Type(first, mnist);

        var place = 0;
        foreach (var block in blocks.Where(block => block != first))
        {
            var here = workspace.Path($"block-{place++}");
            Copy(mnist, here);
            foreach (var part in (string[])["datasets", "features"])
                Copy(Path.Combine(mnist, part), Path.Combine(here, "teaching", part));
            await Type(block, here);
            Directory.Delete(here, recursive: true);
        }

        Assert.True(place > 10);
    }

    /// <summary>Types the commands of a block one after the other; each has to do its work and write its file.</summary>
    private static async Task Type(DocumentedBlock block, string directory)
    {
        foreach (var command in block.Commands)
        {
            using var process = FastOdeProcess.StartProgram("/bin/bash", directory, "-c", Here(command));
            var outcome = await process.End();
            Assert.True(outcome.ExitCode == 0, $"{command}: {outcome.ExitCode} {outcome.Errors}");
            if (Written().Match(command) is { Success: true } file)
                Assert.True(new FileInfo(Path.Combine(directory, file.Groups["file"].Value)).Length > 0, $"{command}: its file is empty");
        }
    }

    /// <summary>A command with the folders of this test in place of the document's, and a short study in place of the long one.</summary>
    private static string Here(string command)
    {
        var own = command.Replace("dotnet run -c Release --project src/Silo --", "fastode", StringComparison.Ordinal)["fastode".Length..]
            .Replace(" FOLDER", " ../images", StringComparison.Ordinal);
        own = Iterations().Replace(Pairs().Replace(Samples().Replace(own, "--samples 16"), "pairs: 32"), "trial.iterations=4");
        if (Spec().Match(own) is not { Success: true } spec)
            return $"exec {FastOdeProcess.Executable}{own}";
        var values = Short.Append(Further.GetValueOrDefault(spec.Value)).OfType<string>().Where(value => !own.Contains(value.Split('=')[0] + "=", StringComparison.Ordinal));
        var sets = string.Concat(values.Select(value => $" --set '{value}'"));
        return $"exec {FastOdeProcess.Executable}{own.Replace(spec.Value, Path.Combine(FastOdeProcess.Repository, spec.Value), StringComparison.Ordinal)}{sets} --port 0 --gateway-port 0 --slots 2";
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    [GeneratedRegex(@"examples/[\w-]+\.yaml")]
    private static partial Regex Spec();

    [GeneratedRegex(@"--samples \d+")]
    private static partial Regex Samples();

    [GeneratedRegex(@"trial\.iterations=\d+")]
    private static partial Regex Iterations();

    [GeneratedRegex(@"pairs: \d+")]
    private static partial Regex Pairs();

    [GeneratedRegex(@"--(json|out) (?<file>\S+)")]
    private static partial Regex Written();
}
