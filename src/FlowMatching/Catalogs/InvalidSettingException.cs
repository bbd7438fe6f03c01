namespace FastOde.FlowMatching.Catalogs;

/// <summary>Something in a spec that cannot mean anything; the message says what is wrong, what was expected and what to do.</summary>
public abstract class InvalidSettingException : Exception
{
    /// <summary>Carries a message for the person who wrote the spec.</summary>
    protected InvalidSettingException(string message)
        : base(message)
    {
    }
}
