using Bunit;
using FastOde.TestSupport;
using Bunit.TestDoubles;
using FastOde.Contracts.Access;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Access;
using FastOde.Dashboard.Live;
using FastOde.Dashboard.Specs;
using FastOde.Specs;
using FastOde.Specs.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace FastOde.Dashboard.Tests.TestSupport;

/// <summary>A page's surroundings: fakes for everything a host brings, a clock that stands still, a browser that agrees.</summary>
public abstract class DashboardContext : BunitContext
{
    private readonly BunitAuthorizationContext authorization;

    private protected FakeResults Results { get; } = new();

    private protected FakeExperimentGrain Experiment { get; }

    private protected FakeCatalogGrain Catalog { get; } = new();

    private protected FakeSchedulerGrain Scheduler { get; } = new();

    private protected FakeTrialSamplingGrain Sampling { get; } = new();

    private protected FakeTrialEvaluationGrain Evaluating { get; } = new();

    private protected FakeGrainFactory Grains { get; }

    private protected FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddHours(1));

    protected DashboardContext()
    {
        Experiment = new FakeExperimentGrain(Results);
        Grains = new FakeGrainFactory(Experiment, Catalog, Scheduler, Sampling, Evaluating);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<IGrainFactory>(Grains);
        Services.AddSingleton<IResultQueries>(Results);
        Services.AddSingleton<ISpecReader>(Catalog);
        Services.AddSingleton(new FastOde.Specs.Reading.SpecForm(SpecSchema.Standard, _ => ["two-gaussians", "two-moons"]));
        Services.AddSingleton(new FastOde.Specs.Reading.SpecCompletion(SpecSchema.Standard, _ => ["two-gaussians", "two-moons"]));
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddScoped<SessionSource>();
        Services.AddScoped<SpecDraft>();
        Services.AddScoped<Visitor>();
        authorization = this.AddAuthorization();
        VisitAs(CallerKind.Local, Role.Admin);
    }

    /// <summary>Opens pages as somebody.</summary>
    private protected void VisitAs(CallerKind kind, Role role)
    {
        var caller = new Caller { Kind = kind, Name = "anna", Proof = "stamp" };
        authorization.SetAuthorized(caller.Name).SetRoles(role.ToString()).SetClaims([.. VisitorClaims.Principal(caller, role, "test").Claims]);
    }

    private protected void Navigate(string address) =>
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo(address);

    private protected string Address => Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri;

    private protected IEnumerable<string> Messages => Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(shown => shown.Message ?? "");
}
