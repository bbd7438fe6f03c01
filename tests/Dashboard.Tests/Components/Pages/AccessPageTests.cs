using Bunit;
using FastOde.Contracts.Access;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Dashboard.Tests.Components.Pages;

public sealed class AccessPageTests : DashboardContext
{
    private readonly FakeAccounts accounts = new();

    public AccessPageTests() => Services.AddSingleton<IAccounts>(accounts);

    [Fact]
    public void Page_WithoutAccounts_SaysWhatThatMeansAndMakesTheFirstAnAdmin()
    {
        var page = Render<AccessPage>();
        Assert.Contains("whoever reaches this page may do everything", page.Markup, StringComparison.Ordinal);

        Fill(page, "account", "anna", "a long password");

        Assert.Equal(["add anna Admin a long password by anna"], accounts.Asked);
        Assert.Empty(page.FindAll("[data-form=token]"));
    }

    [Fact]
    public void Page_Accounts_ShowsTheirRoleAndState()
    {
        accounts.All.AddRange([Account("anna", Role.Admin), Account("bob", Role.Viewer) with { DisabledAt = DateTimeOffset.UnixEpoch }]);

        var rows = Render<AccessPage>().FindAll("[data-table=accounts] tbody tr");

        Assert.Equal("Admin", rows[0].QuerySelector("option[selected]")!.GetAttribute("value"));
        Assert.Contains("disabled", rows[1].TextContent, StringComparison.Ordinal);
        Assert.NotNull(rows[1].QuerySelector("[aria-label='Enable bob']"));
    }

    [Fact]
    public void Role_Chosen_IsGivenAtOnce()
    {
        accounts.All.AddRange([Account("anna", Role.Admin), Account("bob", Role.Viewer)]);
        var page = Render<AccessPage>();

        page.FindAll("[data-table=accounts] select")[1].Change("Operator");

        Assert.Equal(["role bob Operator"], accounts.Asked);
    }

    [Fact]
    public void AddAccount_ThatIsRefused_SaysWhyAndKeepsWhatWasTyped()
    {
        accounts.All.Add(Account("anna", Role.Admin));
        accounts.Refusal = new AccountProblemException("bob: the password is too short");
        var page = Render<AccessPage>();

        Fill(page, "account", "bob", "short");

        Assert.Equal("bob: the password is too short", page.Find("[role=alert]").TextContent);
        Assert.Equal("bob", page.Find("[data-form=account] input").GetAttribute("value"));
    }

    [Fact]
    public void CreateToken_ShowsItsTextOnce()
    {
        accounts.All.Add(Account("anna", Role.Admin));
        var page = Render<AccessPage>();
        page.Find("[data-form=token] input").Change("nightly");

        page.Find("[data-form=token]").Submit();

        Assert.Equal(["token nightly of anna Operator 90"], accounts.Asked);
        Assert.Contains("fastode_secret", page.Find(".new-token").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("fastode_secret", Render<AccessPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_RevokedToken_CannotBeRevokedAgain()
    {
        accounts.All.Add(Account("anna", Role.Admin));
        accounts.Given.Add(new TokenRecord { Id = 3, Name = "old", Account = "anna", Role = Role.Viewer, CreatedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.UnixEpoch, RevokedAt = DateTimeOffset.UnixEpoch });

        var row = Render<AccessPage>().Find("[data-table=tokens] tbody tr");

        Assert.Contains("revoked", row.TextContent, StringComparison.Ordinal);
        Assert.Empty(row.QuerySelectorAll("button"));
    }

    private static void Fill(IRenderedComponent<AccessPage> page, string form, params string[] values)
    {
        foreach (var (index, value) in values.Index())
            page.FindAll($"[data-form={form}] input")[index].Change(value);

        page.Find($"[data-form={form}]").Submit();
    }

    private static AccountRecord Account(string name, Role role) => new() { Name = name, Role = role, CreatedAt = DateTimeOffset.UnixEpoch };
}
