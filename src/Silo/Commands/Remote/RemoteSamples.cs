using System.IO.Compression;
using FastOde.Client.Trials;
using FastOde.Contracts.OnDemand;
using FastOde.FlowMatching.Sampling;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Remote;

/// <summary>Has a running process make samples, and fetches them into a folder that appears whole or not at all.</summary>
internal static class RemoteSamples
{
    /// <summary>Makes and fetches.</summary>
    /// <param name="trial">The trial, on the process.</param>
    /// <param name="order">What is asked for.</param>
    /// <param name="folder">Full path of the folder; it must be empty or not exist.</param>
    /// <param name="cancellationToken">Cancels the order; nothing stays behind.</param>
    /// <exception cref="CommandFailure">They cannot be made.</exception>
    /// <exception cref="FlowMatching.Catalogs.SettingValueException">The folder is not empty.</exception>
    public static async Task<SamplingStatus> Fetch(TrialHandle trial, SampleOrder order, string folder, CancellationToken cancellationToken)
    {
        SampleFolder.RequireEmpty(folder);
        var made = await JobProgress.Show("sampling", part => RemoteWork.Do(
            () => trial.SampleAsync(order, cancellationToken),
            () => trial.WaitForSamplesAsync(new Progress<SamplingStatus>(status => part.Report((double)status.Made / order.Count)), cancellationToken),
            () => trial.CancelSamplesAsync(CancellationToken.None)));
        if (made.State != WorkState.Completed)
            throw new CommandFailure(ExitCode.BadInput, made.Problem ?? $"the samples of trial {trial.Id} were cancelled by somebody else; ask for them again");
        var archive = folder.TrimEnd(Path.DirectorySeparatorChar) + ".zip.unfinished";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
            await using var content = new FileStream(archive, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            await trial.DownloadAsync(made.Key, SamplingStatus.Archive, content, cancellationToken);
            await ZipFile.ExtractToDirectoryAsync(content, folder, cancellationToken);
        }
        catch when (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }

        return made;
    }
}
