namespace FastOde.Storage.Experiments;

/// <summary>What is stored with a submitted experiment.</summary>
/// <param name="Key">Made by the client; a second submission under it stores nothing.</param>
/// <param name="TrialCount">Trials in all, those that are stored later among them.</param>
public sealed record Submission(string Key, int TrialCount);
