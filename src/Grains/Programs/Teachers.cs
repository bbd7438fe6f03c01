using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;
using FastOde.Specs.Methods;
using FastOde.Specs.Teachers;
using FastOde.Storage.Artifacts;
using FastOde.Storage.Directories;
using FastOde.Storage.Trials;

namespace FastOde.Grains.Programs;

/// <summary>Finds the trials that others learn from, and says why one cannot be learned from.</summary>
internal sealed class Teachers(ITrialStore trials, IArtifactStore artifacts, DataDirectory directory, DatasetSource datasets)
{
    /// <summary>What is wrong with a trial's teacher, in one sentence; null where nothing is, or where it needs none.</summary>
    /// <param name="student">The trial that is to learn.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    public async Task<string?> Problem(TrialSpec student, CancellationToken cancellation) =>
        student is { Function: null, Teacher: { } id } ? ProblemOf(id, await Look(id, cancellation), student) : null;

    /// <summary>Finds a trial's teacher.</summary>
    /// <param name="student">The trial that is to learn; it names one.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    /// <exception cref="InvalidOperationException">Something is wrong with it; the message says what.</exception>
    public async Task<TeacherTrial> Find(TrialSpec student, CancellationToken cancellation)
    {
        var id = student.Teacher!;
        var teacher = await Look(id, cancellation);
        return ProblemOf(id, teacher, student) is { } problem
            ? throw new InvalidOperationException($"trial.{student.TeacherKey}: {problem}")
            : new TeacherTrial { Spec = teacher!.Spec, Seed = teacher.Summary.Seed, Checkpoint = LastCheckpoint(teacher)! };
    }

    /// <summary>A trial, its last checkpoint fetched where another process has written it.</summary>
    private async Task<TrialDetail?> Look(string id, CancellationToken cancellation)
    {
        var teacher = await trials.Find(id, cancellation);
        if (teacher is not null && LastCheckpoint(teacher) is { } checkpoint)
            await artifacts.Fetch(checkpoint, cancellation);
        return teacher;
    }

    private string? ProblemOf(string id, TrialDetail? teacher, TrialSpec student)
    {
        if (teacher is null)
            return $"There is no trial {id} in {directory.Root}; name a finished one of this data directory, as its dashboard and reports list them.";
        if (teacher.Spec.Function is { } function)
            return $"Trial {id} evaluates the function {function} and trains nothing; name one that trained on {student.Data.Name}.";
        if (teacher.Summary.State != TrialState.Completed)
            return $"Trial {id} is {teacher.Summary.State.ToString().ToLowerInvariant()} at step {teacher.Summary.Step} of {teacher.Summary.Iterations}; a teacher must have completed its training.";
        if (teacher.Spec.Data.Name != student.Data.Name)
            return $"Trial {id} was trained on {teacher.Spec.Data.Name}, and this one is on {student.Data.Name}; name one with the same data.";
        if ((OfPairs(id, teacher.Spec, student) ?? OfVelocity(id, teacher.Spec, student) ?? OfEncoder(id, teacher.Spec, student)) is { } misfit)
            return misfit;
        return LastCheckpoint(teacher) is { } checkpoint && File.Exists(directory.Absolute(checkpoint.Path))
            ? null
            : $"Trial {id} has left no checkpoint below {directory.Root}; name another, or train it again.";
    }

    /// <summary>What keeps a trial from making pairs for a student.</summary>
    private string? OfPairs(string id, TrialSpec teacher, TrialSpec student)
    {
        if (student.Teaching is not { } teaching)
            return null;
        var solver = SolverSetting.Parse(teaching.TeacherSolver);
        if (solver.Method.NeedsFlowMap && (!teacher.Method.LearnsFlowMap || solver.Number > teacher.Method.MostSteps))
            return $"Trial {id} learned no flow map of {solver.Number} steps for teacherSolver: {solver}; use a solver such as heun-21{(teacher.Method.MostSteps is { } most ? $", or flow-map-{most} or fewer" : "")}.";
        return teaching.InitialWeights == InitialWeights.Teacher && !HaveTheSameNetwork(teacher, student)
            ? $"The velocity network of trial {id} has other tensors or another prediction than the student's, which is to begin with its weights; use the teacher's network section and prediction, or initialWeights: random."
            : null;
    }

    /// <summary>What keeps a trial's velocity from being distilled into a student's flow map.</summary>
    private static string? OfVelocity(string id, TrialSpec teacher, TrialSpec student)
    {
        if (!student.LearnsFromVelocity)
            return null;
        if (teacher.Method is not FlowMatchingSpec)
            return $"Trial {id} learned by {KindAttribute.WordOf(teacher.Method)}, and a flow map is distilled from a velocity; name a trial of method: flow-matching.";
        return teacher.Path == student.Path
            ? null
            : $"Trial {id} learned the velocity of the path {teacher.Path}, and the student's path is {student.Path}; name one with the same path.";
    }

    /// <summary>What keeps a trial's encoder from being kept as it is.</summary>
    private static string? OfEncoder(string id, TrialSpec teacher, TrialSpec student) => (student.TakesEncoder, teacher.Coupling) switch
    {
        (false, _) or (_, LearnedCouplingSpec { Prior: not PriorKind.Flow }) => null,
        (_, LearnedCouplingSpec) => $"Sampling from trial {id} starts behind a flow of its prior, which a student does not take over; name one with prior: standard or prior: fitted.",
        (_, FrozenCouplingSpec { Teacher: { } first }) => $"Trial {id} itself keeps the encoder of trial {first}; name that one.",
        (_, var other) => $"Trial {id} has the coupling {KindAttribute.WordOf(other)} and no encoder; name one with coupling.kind: learned.",
    };

    private bool HaveTheSameNetwork(TrialSpec teacher, TrialSpec student)
    {
        var (shape, prior) = datasets.Describe(student.Data.Name);
        return teacher.Prediction == student.Prediction && Tensors(teacher).SequenceEqual(Tensors(student));

        IEnumerable<string> Tensors(TrialSpec trial) => NetworkReports.Of(trial, shape, prior, evaluate: false, VelocityConditions.Of(trial))[0].Tensors
            .Select(tensor => $"{tensor.Name} {string.Join(',', tensor.Sizes)}");
    }

    private static ArtifactRecord? LastCheckpoint(TrialDetail teacher) =>
        teacher.Artifacts.Where(artifact => artifact.Kind == ArtifactKinds.Checkpoint).MaxBy(artifact => artifact.Step);
}
