using FastOde.Contracts.Experiments;

namespace FastOde.Grains.Specs;

/// <summary>The example specs that come with the product.</summary>
public static class ExampleSpecs
{
    private const string Prefix = "examples/";

    /// <summary>Every example, by name.</summary>
    public static IReadOnlyList<ExampleSpec> All { get; } = [.. typeof(ExampleSpecs).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(Load)
        .OrderBy(example => example.Name, StringComparer.Ordinal)];

    private static ExampleSpec Load(string resource)
    {
        using var text = new StreamReader(typeof(ExampleSpecs).Assembly.GetManifestResourceStream(resource)!);
        return new ExampleSpec { Name = Path.GetFileNameWithoutExtension(resource), Text = text.ReadToEnd() };
    }
}
