namespace FastOde.Silo.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Level">Whether it works.</param>
/// <param name="Text">What was seen.</param>
/// <param name="Cure">What to do about it; empty where nothing is to be done.</param>
internal sealed record Finding(string Name, FindingLevel Level, string Text, string Cure = "")
{
    /// <summary>A finding that is as it should be.</summary>
    public static Finding Ok(string name, string text) => new(name, FindingLevel.Ok, text);

    /// <summary>A finding with which FastOde runs, but that the user should know of.</summary>
    public static Finding Warning(string name, string text, string cure) => new(name, FindingLevel.Warning, text, cure);

    /// <summary>A finding with which FastOde does not run.</summary>
    public static Finding Broken(string name, string text, string cure) => new(name, FindingLevel.Broken, text, cure);
}
