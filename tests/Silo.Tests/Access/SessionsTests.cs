using FastOde.Contracts.Access;
using FastOde.Dashboard.Access;
using FastOde.Silo.Access;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.Silo.Tests.Access;

public sealed class SessionsTests : IAsyncLifetime
{
    private readonly StoredAccess stored = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await stored.Initialize();

    public ValueTask DisposeAsync() => stored.DisposeAsync();

    [Fact]
    public async Task Holds_OfASession_EndsWithItsRoleItsPasswordAndItsAccount()
    {
        await stored.Accounts.Add("bert", Role.Admin, "h", "stamp", Cancellation);
        await stored.Accounts.Add("anna", Role.Operator, "h", "stamp", Cancellation);
        Assert.True(await Holds("anna", Role.Operator, "stamp"));

        await stored.Accounts.SetRole("anna", Role.Viewer, Cancellation);
        Assert.False(await Holds("anna", Role.Operator, "stamp"));
        Assert.True(await Holds("anna", Role.Viewer, "stamp"));
        await stored.Accounts.SetPassword("anna", "h", "another", Cancellation);
        Assert.False(await Holds("anna", Role.Viewer, "stamp"));
        await stored.Accounts.Disable("anna", "third", Cancellation);
        Assert.False(await Holds("anna", Role.Viewer, "third"));
        await stored.Accounts.Enable("anna", Cancellation);
        Assert.True(await Holds("anna", Role.Viewer, "third"));
    }

    [Fact]
    public async Task Holds_OfSomebodyOnThisMachine_EndsWithTheFirstAccount()
    {
        var local = VisitorClaims.Principal(new Caller { Kind = CallerKind.Local, Name = "anna" }, Role.Admin, "test");
        Assert.True(await new Sessions(stored.Gate).Holds(local, Cancellation));
        await stored.Accounts.Add("bert", Role.Admin, "h", "stamp", Cancellation);
        Assert.False(await new Sessions(stored.Gate).Holds(local, Cancellation));
    }

    [Fact]
    public async Task IsRequired_SinceTheFirstAccount_OrAlwaysWhereOthersReachUs()
    {
        var presence = new AccountPresence(stored.Accounts, always: false);
        Assert.False(await presence.IsRequired(Cancellation));
        Assert.True(await new AccountPresence(stored.Accounts, always: true).IsRequired(Cancellation));
        await stored.Accounts.Add("bert", Role.Admin, "h", "stamp", Cancellation);
        Assert.True(await presence.IsRequired(Cancellation));
    }

    private Task<bool> Holds(string name, Role role, string stamp) => new Sessions(stored.Gate).Holds(
        VisitorClaims.Principal(new Caller { Kind = CallerKind.Account, Name = name, Proof = stamp }, role, "test"), Cancellation);
}
