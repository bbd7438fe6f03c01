namespace FastOde.FlowMatching.Catalogs;

/// <summary>A value is malformed or outside its range.</summary>
public sealed class SettingValueException : InvalidSettingException
{
    /// <summary>Carries a message that names the value and what would be right.</summary>
    public SettingValueException(string message)
        : base(message)
    {
        Problem = message;
    }

    /// <summary>Carries a message about one key of a trial.</summary>
    /// <param name="key">The key's path within the trial, such as <c>network.kind</c>.</param>
    /// <param name="problem">What is wrong with it and what would be right.</param>
    public SettingValueException(string key, string problem)
        : base($"{key}: {problem}")
    {
        Key = key;
        Problem = problem;
    }

    /// <summary>The key at fault, such as <c>network.kind</c>; null where the thrower does not know keys.</summary>
    public string? Key { get; }

    /// <summary>The message without the key.</summary>
    public string Problem { get; }
}
