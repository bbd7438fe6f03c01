namespace FastOde.FlowMatching.Catalogs;

/// <summary>A value from a spec that cannot mean anything; the message says what is wrong, what was expected and what to do.</summary>
public class InvalidSettingException : Exception
{
    /// <summary>Carries a message for the person who wrote the value.</summary>
    public InvalidSettingException(string message)
        : base(message)
    {
    }
}
