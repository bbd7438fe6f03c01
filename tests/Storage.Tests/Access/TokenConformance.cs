using FastOde.Contracts.Access;
using FastOde.Storage.Access;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Access;

/// <summary>What every database must do with tokens.</summary>
public abstract class TokenConformance : StoreConformance
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    private IAccountStore Accounts => Fixture.Services.GetRequiredService<IAccountStore>();

    private ITokenStore Tokens => Fixture.Services.GetRequiredService<ITokenStore>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Accounts.Add("anna", Role.Admin, "h", "s", Cancellation);
        await Accounts.Add("bert", Role.Operator, "h", "s", Cancellation);
    }

    [Fact]
    public async Task Use_OfATokenThatWorks_TellsWhoAnswersForItAndNotesTheUse()
    {
        var id = await Add("bert", Role.Viewer, "f00d");

        var used = (await Tokens.Use("f00d", Cancellation))!;

        Assert.Equal((id, "nightly", "bert", Role.Viewer), (used.Id, used.Name, used.Account, used.Role));
        Assert.Equal(Fixture.Clock.GetUtcNow(), (await Tokens.List(Cancellation)).Single().LastUsedAt);
        Fixture.Clock.Advance(TimeSpan.FromSeconds(59));
        await Tokens.Use("f00d", Cancellation);
        Assert.Equal(Fixture.Clock.GetUtcNow() - TimeSpan.FromSeconds(59), (await Tokens.List(Cancellation)).Single().LastUsedAt);
        Fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        await Tokens.Use("f00d", Cancellation);
        Assert.Equal(Fixture.Clock.GetUtcNow(), (await Tokens.List(Cancellation)).Single().LastUsedAt);
    }

    [Theory]
    [InlineData("anna", Role.Admin, Role.Admin)]
    [InlineData("anna", Role.Operator, Role.Operator)]
    [InlineData("bert", Role.Admin, Role.Operator)]
    [InlineData("bert", Role.Viewer, Role.Viewer)]
    public async Task Role_OfAToken_IsNeverMoreThanItsAccounts(string account, Role asked, Role given)
    {
        await Add(account, asked, "f00d");
        Assert.Equal(given, (await Tokens.Use("f00d", Cancellation))!.Role);
    }

    [Fact]
    public async Task Role_OfAnAccountThatIsChanged_ChangesItsTokens()
    {
        await Add("bert", Role.Operator, "f00d");
        await Accounts.SetRole("bert", Role.Viewer, Cancellation);
        Assert.Equal(Role.Viewer, (await Tokens.Use("f00d", Cancellation))!.Role);
    }

    [Fact]
    public async Task Use_OfATokenThatDoesNotWork_FindsNothing()
    {
        var revoked = await Add("anna", Role.Viewer, "01");
        await Add("bert", Role.Viewer, "02");
        await Add("anna", Role.Viewer, "03");

        Assert.Null(await Tokens.Use("99", Cancellation));
        Assert.True(await Tokens.Revoke(revoked, Cancellation));
        Assert.Null(await Tokens.Use("01", Cancellation));
        await Accounts.Disable("bert", "t", Cancellation);
        Assert.Null(await Tokens.Use("02", Cancellation));
        Assert.NotNull(await Tokens.Use("03", Cancellation));
        Fixture.Clock.Advance(Life);
        Assert.Null(await Tokens.Use("03", Cancellation));
    }

    [Fact]
    public async Task Revoke_TwiceOrOfNoToken_ChangesNothingMore()
    {
        var id = await Add("anna", Role.Viewer, "01");
        var at = Fixture.Clock.GetUtcNow();
        await Tokens.Revoke(id, Cancellation);
        Fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await Tokens.Revoke(id, Cancellation));
        Assert.Equal(at, (await Tokens.List(Cancellation)).Single().RevokedAt);
        Assert.False(await Tokens.Revoke(id + 1, Cancellation));
    }

    [Fact]
    public async Task Add_ForNoAccount_AddsNothing()
    {
        Assert.Null(await Tokens.Add("carl", "nightly", Role.Viewer, "01", Fixture.Clock.GetUtcNow() + Life, Cancellation));
        Assert.Empty(await Tokens.List(Cancellation));
    }

    private async Task<long> Add(string account, Role role, string sha256) =>
        (await Tokens.Add(account, "nightly", role, sha256, Fixture.Clock.GetUtcNow() + Life, Cancellation))!.Value;
}
