namespace FastOde.Silo.Views;

/// <summary>Samples of a trial that were written into a folder.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Step">Training step of the checkpoint.</param>
/// <param name="Solver">The solver with its number, such as <c>heun-9</c>.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Seed">Seed of the noise.</param>
/// <param name="Steps">Steps that the solver took.</param>
/// <param name="Nfe">Evaluations of the network for a sample, counted.</param>
/// <param name="Seconds">Time that generation took.</param>
/// <param name="Folder">Full path of the folder.</param>
internal sealed record SamplesView(string Trial, int Step, string Solver, int Count, long Seed, int Steps, double Nfe, double Seconds, string Folder);
