using System.Reflection;
using Bunit;
using FastOde.Contracts.Access;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Dashboard.Tests.Components.Pages;

public sealed class AuditPageTests : DashboardContext, IAuditQueries
{
    private readonly List<AuditFilter> filters = [];
    private AuditRecord[] entries = [];

    public AuditPageTests() => Services.AddSingleton<IAuditQueries>(this);

    [Fact]
    public void Page_Entries_SaysWhoDidWhatFromWhere()
    {
        entries = [Entry(7) with { Who = "account anna", From = "192.0.2.7", Subject = "experiment 3", Outcome = "done" }, Entry(6) with { Who = "local a\u202eb", Outcome = null }];

        var page = Render<AuditPage>();

        var rows = page.FindAll("[data-table=audit] tbody tr");
        Assert.Contains("account anna", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("192.0.2.7", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains(@"local a\u202eb", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("not known", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".pager"));
    }

    [Fact]
    public void Page_FullOfEntries_LinksToOlderOnes()
    {
        entries = [.. Enumerable.Range(0, 50).Select(index => Entry(90 - index))];
        Navigate("/audit?about=anna");

        var page = Render<AuditPage>();

        Assert.Equal("anna", filters[^1].About);
        Assert.EndsWith("before=41", page.FindAll(".pager a")[1].GetAttribute("href"), StringComparison.Ordinal);
    }

    /// <summary>Every page asks who is there, but those that somebody needs to say so.</summary>
    [Fact]
    public void Pages_AllButSignInAndNotFound_NeedSomebodyAndAuditAndAccessAnAdmin()
    {
        var pages = typeof(AuditPage).Assembly.GetTypes().Where(type => type.IsDefined(typeof(RouteAttribute))).ToList();

        Assert.True(pages.Count > 8);
        Assert.All(pages, page => Assert.True(page.IsDefined(typeof(AuthorizeAttribute)), page.Name));
        Assert.Equal([nameof(NotFoundPage), nameof(SignInPage)], pages.Where(page => page.IsDefined(typeof(AllowAnonymousAttribute))).Select(page => page.Name).Order());
        Assert.All(
            new[] { typeof(AuditPage), typeof(AccessPage) },
            page => Assert.Contains(page.GetCustomAttributes<AuthorizeAttribute>(), authorize => authorize.Roles == nameof(Role.Admin)));
    }

    public Task<IReadOnlyList<AuditRecord>> Entries(AuditFilter filter, CancellationToken cancellationToken = default)
    {
        filters.Add(filter);
        return Task.FromResult<IReadOnlyList<AuditRecord>>(entries);
    }

    private static AuditRecord Entry(long id) => new() { Id = id, At = DateTimeOffset.UnixEpoch, Who = "local anna", Action = "experiment.pause", Outcome = "done" };
}
