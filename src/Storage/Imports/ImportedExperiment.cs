namespace FastOde.Storage.Imports;

/// <summary>An experiment of another data directory, and what it is here.</summary>
/// <param name="There">Its id there.</param>
/// <param name="Here">Its id here.</param>
/// <param name="Name">Its name.</param>
/// <param name="Trials">How many trials it has there.</param>
public sealed record ImportedExperiment(long There, long Here, string Name, int Trials);
