using FastOde.FlowMatching.Files;
using FastOde.Specs.Words;

namespace FastOde.FlowMatching.Checkpoints;

/// <summary>Writes a trial's weights for other programs: a safetensors file with the names that those know.</summary>
public static class WeightsFile
{
    private const string WeightsSection = "weights.";
    private const string AverageSection = "average.";
    private const int MostNamed = 5;

    /// <summary>
    /// Writes the weights of a checkpoint, float32, in the checkpoint's order. The file is written whole or not at all.
    /// </summary>
    /// <param name="checkpoint">The trial's checkpoint.</param>
    /// <param name="file">Where to write; a file that is there is replaced.</param>
    /// <param name="names">
    /// From a parameter's name, such as <c>velocity.0.weight</c>, to its name in the file. Only the parameters that it
    /// has are written; all of them under their own names where it is null.
    /// </param>
    /// <param name="averaged">Whether to write the moving average instead of the weights themselves.</param>
    /// <returns>The number of tensors written.</returns>
    /// <exception cref="CheckpointException">
    /// There is no moving average, a name is not a parameter's (the first five are listed), two parameters get one name,
    /// or the file cannot be written.
    /// </exception>
    public static int Write(Checkpoint checkpoint, string file, IReadOnlyDictionary<string, string>? names, bool averaged)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var section = averaged ? AverageSection : WeightsSection;
        var weights = checkpoint.Tensors
            .Where(tensor => tensor.Name.StartsWith(section, StringComparison.Ordinal))
            .Select(tensor => tensor with { Name = tensor.Name[section.Length..] })
            .ToArray();
        if (weights.Length == 0)
        {
            throw new CheckpointException(averaged
                ? $"The weights cannot be written to '{file}': the trial keeps no moving average. Write the weights themselves."
                : $"The weights cannot be written to '{file}': the checkpoint has none. Choose another checkpoint.");
        }

        var renamed = names is null ? weights : Renamed(weights, names, file);
        try
        {
            WholeFile.Write(file, SafetensorsFile.Write(new Dictionary<string, string> { ["format"] = "pt" }, renamed));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The weights cannot be written to '{file}': {error.Message.TrimEnd('.')}. Free space or choose a writable folder.", error);
        }

        return renamed.Length;
    }

    /// <summary>Writes one network, its tensors named as in its own state dict, or all networks, their names before the tensors'.</summary>
    /// <param name="checkpoint">The trial's checkpoint.</param>
    /// <param name="file">Where to write; a file that is there is replaced.</param>
    /// <param name="network">The network, such as <c>velocity</c>; null for all.</param>
    /// <param name="averaged">Whether to write the moving average; null to do so where there is one.</param>
    /// <returns>The number of tensors written.</returns>
    /// <exception cref="CheckpointException">There is no such network or no moving average, or the file cannot be written.</exception>
    public static int Write(Checkpoint checkpoint, string file, string? network, bool? averaged)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var average = averaged ?? checkpoint.Tensors.Any(tensor => tensor.Name.StartsWith(AverageSection, StringComparison.Ordinal));
        if (network is null)
            return Write(checkpoint, file, names: null, average);
        var prefix = $"{WeightsSection}{network}.";
        var names = checkpoint.Tensors
            .Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Name[WeightsSection.Length..], tensor => tensor.Name[prefix.Length..], StringComparer.Ordinal);
        return names.Count > 0
            ? Write(checkpoint, file, names, average)
            : throw new CheckpointException($"The weights cannot be written to '{file}': the trial has no {network}. Its coupling is not learned.");
    }

    private static SafeTensor[] Renamed(SafeTensor[] weights, IReadOnlyDictionary<string, string> names, string file)
    {
        var own = weights.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        var strangers = names.Keys.Where(name => !own.Contains(name)).ToArray();
        if (strangers.Length > 0)
        {
            throw new CheckpointException(
                $"The weights cannot be written to '{file}': {strangers.Length} names are not the trial's, such as {string.Join(", ", strangers.Take(MostNamed))}. "
                + $"The nearest to the first is '{NearestName.Among(strangers[0], own)}'.");
        }

        var twice = names.GroupBy(pair => pair.Value, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new CheckpointException(
                $"The weights cannot be written to '{file}': {string.Join(" and ", twice.Select(pair => pair.Key))} would both be '{twice.Key}'. Give each a name of its own.");
        }

        return [.. weights.Where(tensor => names.ContainsKey(tensor.Name)).Select(tensor => tensor with { Name = names[tensor.Name] })];
    }
}
