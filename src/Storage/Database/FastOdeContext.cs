using FastOde.Contracts.Queries;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace FastOde.Storage.Database;

/// <summary>The one model of the database. A provider derives from it so that each has a migration set of its own.</summary>
/// <param name="options">Provider and connection.</param>
internal abstract class FastOdeContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Prepared statements on this context's connection.</summary>
    public Statements Statements => field ??= new(this);

    /// <summary>Experiments.</summary>
    public DbSet<ExperimentEntity> Experiments => Set<ExperimentEntity>();

    /// <summary>Trials with their leases.</summary>
    public DbSet<TrialEntity> Trials => Set<TrialEntity>();

    /// <summary>What trials run, for each assignment once.</summary>
    public DbSet<AssignmentEntity> Assignments => Set<AssignmentEntity>();

    /// <summary>Tries at running trials.</summary>
    public DbSet<AttemptEntity> Attempts => Set<AttemptEntity>();

    /// <summary>Metrics of trials.</summary>
    public DbSet<MetricSeriesEntity> MetricSeries => Set<MetricSeriesEntity>();

    /// <summary>Evaluation tables.</summary>
    public DbSet<EvaluationEntity> Evaluations => Set<EvaluationEntity>();

    /// <summary>Curvature over time.</summary>
    public DbSet<CurvatureProfileEntity> CurvatureProfiles => Set<CurvatureProfileEntity>();

    /// <summary>Trajectories for pictures.</summary>
    public DbSet<TrajectoryEntity> Trajectories => Set<TrajectoryEntity>();

    /// <summary>Files of trials.</summary>
    public DbSet<ArtifactEntity> Artifacts => Set<ArtifactEntity>();

    /// <summary>Who may sign in.</summary>
    public DbSet<AccountEntity> Accounts => Set<AccountEntity>();

    /// <summary>Tokens of programs.</summary>
    public DbSet<TokenEntity> Tokens => Set<TokenEntity>();

    /// <summary>Who changed what.</summary>
    public DbSet<AuditEntity> Audit => Set<AuditEntity>();

    /// <summary>What has happened that people may want to hear of.</summary>
    public DbSet<NoticeEntity> Notices => Set<NoticeEntity>();

    /// <summary>Where notices are sent.</summary>
    public DbSet<WebhookEntity> Webhooks => Set<WebhookEntity>();

    /// <summary>Notices that wait to be sent.</summary>
    public DbSet<DeliveryEntity> Deliveries => Set<DeliveryEntity>();

    /// <summary>A moment as this database's columns hold it.</summary>
    public abstract object Stored(DateTimeOffset moment);

    /// <summary>A text as this database's columns can hold it.</summary>
    public abstract object Stored(string text);

    /// <summary>The query of the texts in a JSON list, as this database writes it.</summary>
    /// <param name="parameter">Name of the statement's parameter that holds the list.</param>
    public abstract string Texts(string parameter);

    /// <summary>The experiments whose names have a part, whether in capital letters or in small ones.</summary>
    public abstract IQueryable<ExperimentEntity> ExperimentsNamed(string part);

    /// <summary>The experiments whose trials are trained on a data set, if the search does not name another.</summary>
    /// <param name="name">The data set.</param>
    public abstract IQueryable<ExperimentEntity> ExperimentsOn(string name);

    /// <summary>The assignments with a value of a key that relates to a number, or as text where there is none.</summary>
    /// <param name="condition">The condition; its key in full or by its last part.</param>
    public abstract IQueryable<AssignmentEntity> AssignmentsThatMeet(TrialCondition condition);

    /// <summary>The highest id that an experiment ever had, also one that is removed; 0 where there was none.</summary>
    public abstract Task<long> HighestExperiment(CancellationToken cancellationToken);

    /// <summary>Makes the next experiment that is given its id by the database come after an id that it was told.</summary>
    /// <param name="id">The id of an experiment that is stored.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    public abstract Task CountExperimentsFrom(long id, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(FastOdeContext).Assembly);
        SnakeCase.Apply(modelBuilder.Model);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>();

        // Every index is asked for: one on the number of a metric would be as large as the evaluations.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }
}
