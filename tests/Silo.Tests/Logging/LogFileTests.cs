using FastOde.Silo.Logging;
using FastOde.Silo.Output;
using Microsoft.Extensions.Logging;

namespace FastOde.Silo.Tests.Logging;

public sealed class LogFileTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("fastode-log-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void Log_OfNamesWithControlCharacters_ShowsThemInOneLine()
    {
        using (var factory = LoggerFactory.Create(logging => LogFile.Add(logging.SetMinimumLevel(LogLevel.Warning), Path.Combine(directory.FullName, "logs", "fastode.log"))))
        {
            var logger = factory.CreateLogger("Some.Room");
            logger.LogWarning("experiment {Name} waits", "one\n2026-11-29 fail \u001b[31m");
            logger.LogInformation("nothing that anybody wants to know");
            logger.LogError(new InvalidOperationException("first\nsecond"), "it failed");
        }

        var lines = File.ReadAllLines(Assert.Single(Directory.GetFiles(Path.Combine(directory.FullName, "logs"))));
        Assert.Equal(4, lines.Length);
        Assert.EndsWith(@" warn Some.Room experiment one\n2026-11-29 fail \u001b[31m waits", lines[0], StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(" fail Some.Room it failed", lines[1], StringComparison.Ordinal);
        Assert.All(lines[2..], line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Log_WhereNothingCanBeWritten_IsRefusedWithTheFile()
    {
        var file = Path.Combine(directory.FullName, "file");
        File.WriteAllText(file, "");

        var failure = Assert.Throws<CommandFailure>(() => LoggerFactory.Create(logging => LogFile.Add(logging, Path.Combine(file, "fastode.log"))));

        Assert.Equal(ExitCode.Environment, failure.ExitCode);
        Assert.Contains("fastode.log", failure.Message, StringComparison.Ordinal);
    }
}
