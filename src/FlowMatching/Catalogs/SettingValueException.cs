namespace FastOde.FlowMatching.Catalogs;

/// <summary>A value is malformed or outside its range.</summary>
public sealed class SettingValueException : InvalidSettingException
{
    /// <summary>Carries a message that names the value and what would be right.</summary>
    public SettingValueException(string message)
        : base(message)
    {
    }
}
