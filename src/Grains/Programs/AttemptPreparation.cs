using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Artifacts;
using FastOde.Storage.Directories;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;

namespace FastOde.Grains.Programs;

/// <summary>Adds to an order what is on record of its trial and of its teacher, so that the program reads no store.</summary>
internal sealed class AttemptPreparation(
    ITrialStore trials, IMeasurementStore measurements, Teachers teachers, IArtifactStore artifacts, DataDirectory directory)
{
    /// <summary>The order with what its program needs to know.</summary>
    /// <param name="order">The order as the trial gave it.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    /// <exception cref="InvalidOperationException">Something is wrong with the teacher; the message says what.</exception>
    public async Task<AttemptOrder> Prepare(AttemptOrder order, CancellationToken cancellation)
    {
        var trialId = order.Lease.TrialId;

        // The first attempt has nothing on record.
        if (order.Lease.Epoch > 1)
        {
            order = order with
            {
                Artifacts = (await trials.Find(trialId, cancellation))?.Artifacts ?? [],
                EvaluatedSteps = await measurements.EvaluatedSteps(trialId, cancellation),
            };

            // Pictures are for people; a program goes on from the rest.
            foreach (var file in order.Artifacts.Where(file => !ArtifactKinds.IsPicture(file.Kind)))
                await artifacts.Fetch(file, cancellation);
        }

        // Pairs are made once, and networks copied once; whoever has them needs no teacher any more.
        return order.Trial is { Function: null, Teacher: not null } && !RecordedFiles.Has(order.Artifacts, directory, TeacherFiles.Of(directory, trialId, order.Trial))
            ? order with { Teacher = await teachers.Find(order.Trial, cancellation) }
            : order;
    }
}
