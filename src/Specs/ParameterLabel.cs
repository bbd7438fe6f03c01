using System.Globalization;

namespace FastOde.Specs;

/// <summary>How an assignment is named on screen, in tables and in legends.</summary>
public static class ParameterLabel
{
    /// <summary>
    /// The values of an assignment in order, such as <c>learned · kl · beta 10</c>: names stand alone; numbers, with four
    /// digits, flags, and texts that are no names, such as a trial's <c>teacher 1-1</c>, carry the last part of their key.
    /// An empty assignment is <c>(defaults)</c>.
    /// </summary>
    /// <param name="parameters">Key paths into the trial and their values.</param>
    public static string Of(IReadOnlyDictionary<string, ParameterValue> parameters) =>
        parameters.Count == 0 ? "(defaults)" : string.Join(" · ", parameters.Select(Part));

    /// <summary>An assignment in full: every key with its exact value, so that it is equal for equal assignments alone.</summary>
    /// <param name="parameters">Key paths into the trial and their values.</param>
    public static string Full(IReadOnlyDictionary<string, ParameterValue> parameters) =>
        string.Join(" · ", parameters.Select(parameter => $"{parameter.Key} {parameter.Value}"));

    private static string Part(KeyValuePair<string, ParameterValue> parameter) =>
        parameter.Value.Text is [var first, ..] name && char.IsLetter(first) ? name : $"{parameter.Key[(parameter.Key.LastIndexOf('.') + 1)..]} {Short(parameter.Value)}";

    private static string Short(ParameterValue value) =>
        value.Number?.ToString("G4", CultureInfo.InvariantCulture) ?? value.ToString();
}
