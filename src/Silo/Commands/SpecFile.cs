using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Files;
using FastOde.Grains.Specs;

namespace FastOde.Silo.Commands;

/// <summary>Reads the spec that a command was given, or says in one line per problem why it cannot.</summary>
internal static class SpecFile
{
    /// <summary>The text of a spec that was found right.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reader">Reads it; what it knows of images and extractors is checked.</param>
    /// <param name="spec">What it says.</param>
    /// <exception cref="CommandFailure">It cannot be read, or is wrong.</exception>
    public static string Read(string path, ISpecReader reader, out ExperimentSpec spec) => Read(path, [], reader, out spec);

    /// <summary>The text of a spec that was found right, with values written into it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">KEY=VALUE each.</param>
    /// <param name="reader">Reads it; what it knows of images and extractors is checked.</param>
    /// <param name="spec">What it says then.</param>
    /// <exception cref="CommandFailure">It cannot be read, is wrong, or a value is.</exception>
    public static string Read(string path, IReadOnlyList<string> values, ISpecReader reader, out ExperimentSpec spec)
    {
        var text = ReadText(path);
        SpecOverrides overrides;
        try
        {
            overrides = SpecOverrides.Parse(values);
            text = overrides.Apply(text);
        }
        catch (FormatException refused)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{SetOption.Name}: {refused.Message}");
        }

        var reading = reader.Read(text, path);
        Refuse([.. reading.Problems.Select(overrides.InOldText)]);
        spec = reading.Spec!;
        return text;
    }

    /// <summary>Ends the command if there are problems.</summary>
    /// <exception cref="CommandFailure">There are.</exception>
    public static void Refuse(IReadOnlyList<SpecProblem> problems)
    {
        if (problems.Count > 0)
            throw new CommandFailure(ExitCode.BadInput, string.Join(Environment.NewLine, problems));
    }

    private static string ReadText(string path)
    {
        try
        {
            RegularFile.Require(path);
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var reason = File.Exists(path) || Directory.Exists(path) ? failure.Message : $"no such file below {Environment.CurrentDirectory}";
            throw new CommandFailure(ExitCode.BadInput, $"{path}: cannot be read: {reason.TrimEnd('.')}");
        }
    }
}
