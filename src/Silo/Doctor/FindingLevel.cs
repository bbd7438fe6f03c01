namespace FastOde.Silo.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>FastOde runs, but the user should know.</summary>
    Warning,

    /// <summary>FastOde does not run.</summary>
    Broken,
}
