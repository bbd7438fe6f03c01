using FastOde.FlowMatching.Files;
using FastOde.Silo.Output;
using FastOde.Specs;
using FastOde.Specs.Reading;
using FastOde.Specs.Words;

namespace FastOde.Silo.Commands;

/// <summary>Reads the spec that a command was given, or says in one line per problem why it cannot.</summary>
internal static class SpecFile
{
    /// <summary>Far more than any study needs; a device or a pipe may have no end.</summary>
    private const int LargestBytes = 16 << 20;

    /// <summary>The text of a spec that was found right.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="reader">Reads it; what it knows of images and extractors is checked.</param>
    /// <param name="spec">What it says.</param>
    /// <exception cref="CommandFailure">It cannot be read, or is wrong.</exception>
    public static string Read(string path, ISpecReader reader, out ExperimentSpec spec) => Read(path, [], reader, out spec);

    /// <summary>The text of a spec that was found right, with values written into it.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="values">KEY=VALUE each.</param>
    /// <param name="reader">Reads it; what it knows of images and extractors is checked.</param>
    /// <param name="spec">What it says then.</param>
    /// <exception cref="CommandFailure">It cannot be read, is wrong, or a value is.</exception>
    public static string Read(string path, IReadOnlyList<string> values, ISpecReader reader, out ExperimentSpec spec)
    {
        var text = ReadText(path, values, out var overrides);
        var reading = reader.Read(text, SourceOf(path));
        Refuse([.. reading.Problems.Select(overrides.InOldText)]);
        spec = reading.Spec!;
        return text;
    }

    /// <summary>The text of a spec with values written into it; nobody has looked at what it says.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="values">KEY=VALUE each.</param>
    /// <param name="overrides">The values, which know where problems are in the text without them.</param>
    /// <exception cref="CommandFailure">It cannot be read, or a value cannot be written into it.</exception>
    public static string ReadText(string path, IReadOnlyList<string> values, out SpecOverrides overrides)
    {
        return Overridden(ReadText(path), values, out overrides);
    }

    /// <summary>A text with values written into it; nobody has looked at what it says.</summary>
    /// <param name="text">The spec.</param>
    /// <param name="values">KEY=VALUE each.</param>
    /// <param name="overrides">The values, which know where problems are in the text without them.</param>
    /// <exception cref="CommandFailure">A value cannot be written into it.</exception>
    public static string Overridden(string text, IReadOnlyList<string> values, out SpecOverrides overrides)
    {
        try
        {
            overrides = SpecOverrides.Parse(values);
            return overrides.Apply(text);
        }
        catch (FormatException refused)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{SetOption.Name}: {refused.Message}");
        }
    }

    /// <summary>Ends the command if there are problems.</summary>
    /// <exception cref="CommandFailure">There are.</exception>
    public static void Refuse(IReadOnlyList<SpecProblem> problems)
    {
        if (problems.Count > 0)
            throw new CommandFailure(ExitCode.BadInput, string.Join(Environment.NewLine, problems));
    }

    /// <summary>What problems and records call a spec.</summary>
    public static string SourceOf(string path) => path == StandardStream.Name ? StandardStream.InputName : path;

    private static string ReadText(string path)
    {
        var source = VisibleText.Of(SourceOf(path));
        try
        {
            using var stream = Open(path);
            return SpecEncoding.Decode(ReadBytes(stream, source));
        }
        catch (SpecEncodingException failure)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{source}:{failure.Line}: This is no text: here are {failure.Message}; save the file as UTF-8.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(path) ? "it is a folder"
                : File.Exists(path) ? failure.Message
                : $"no such file below {Environment.CurrentDirectory}";
            throw new CommandFailure(ExitCode.BadInput, $"{source}: cannot be read: {reason.TrimEnd('.')}");
        }
    }

    /// <summary>Standard input, what a shell has opened already, as <c>&lt;(command)</c> does, or a regular file: to open another pipe may wait for ever.</summary>
    private static Stream Open(string path)
    {
        if (path == StandardStream.Name)
            return Console.OpenStandardInput();
        if (!path.StartsWith("/dev/", StringComparison.Ordinal))
            RegularFile.Require(path);
        return File.OpenRead(path);
    }

    private static ReadOnlySpan<byte> ReadBytes(Stream stream, string source)
    {
        using var bytes = new MemoryStream();
        var part = new byte[81_920];
        for (var read = stream.Read(part); read > 0; read = stream.Read(part))
        {
            bytes.Write(part, 0, read);
            if (bytes.Length > LargestBytes)
                throw new CommandFailure(ExitCode.BadInput, $"{source}: cannot be read: it has more than {LargestBytes >> 20} MiB, which is no spec");
        }

        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
    }
}
