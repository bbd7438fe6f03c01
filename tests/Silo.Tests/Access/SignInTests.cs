using FastOde.Contracts.Access;
using FastOde.Silo.Access;
using FastOde.Silo.Tests.TestSupport;
using FastOde.Storage.Access;

namespace FastOde.Silo.Tests.Access;

public sealed class SignInTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";
    private readonly StoredAccess stored = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await stored.Initialize();
        await stored.Accounts.Add("anna", Role.Admin, Passwords.Hash(Password), "stamp", Cancellation);
        await stored.Accounts.Add("bert", Role.Admin, Passwords.Hash(Password), "stamp", Cancellation);
    }

    public ValueTask DisposeAsync() => stored.DisposeAsync();

    [Fact]
    public async Task Check_RightPassword_FindsTheAccountAndIsWrittenDown()
    {
        Assert.Equal("anna", (await Check("anna", Password))?.Account.Name);
        var entry = Assert.Single(await stored.Entries());
        Assert.Equal(("account anna", "192.0.2.7", "sign-in", "account anna", "done"), (entry.Who, entry.From, entry.Action, entry.Subject, entry.Outcome));
    }

    [Fact]
    public async Task Check_AnythingElse_IsRefusedAndSaysWhyInTheAuditAlone()
    {
        await stored.Accounts.Disable("bert", "stamp", Cancellation);
        Assert.Null(await Check("anna", "wrong"));
        Assert.Null(await Check("bert", Password));
        Assert.Null(await Check("carl", Password));
        Assert.Null(await Check("", ""));
        Assert.Null(await Check("a\u202e", Password));

        var entries = await stored.Entries();
        Assert.Equal(
            ["the password is wrong", "the account is disabled", "no account has this name", "no account has this name", "no account has this name"],
            entries.Reverse().Select(entry => entry.Outcome!["refused: ".Length..]));
        Assert.All(entries, entry => Assert.Equal("unknown", entry.Who));
    }

    [Fact]
    public async Task Check_PasswordInTheFieldOfTheName_IsWrittenNowhere()
    {
        await Check("my-secret-password", "anna");
        Assert.DoesNotContain("my-secret-password", Assert.Single(await stored.Entries()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ManyWrongPasswords_LockTheAccountForAWhile()
    {
        for (var i = 0; i < SignIn.MostFailures; i++)
            await Check("anna", "wrong");

        Assert.Null(await Check("anna", Password));
        Assert.NotNull(await Check("bert", Password));
        stored.Clock.Advance(SignIn.Lock - TimeSpan.FromSeconds(1));
        Assert.Null(await Check("anna", Password));
        stored.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await Check("anna", Password));
    }

    [Fact]
    public async Task Check_RightPasswordInBetween_ForgetsTheWrongOnes()
    {
        for (var i = 0; i < 2 * (SignIn.MostFailures - 1); i++)
        {
            if (i == SignIn.MostFailures - 1)
                await Check("anna", Password);
            await Check("anna", "wrong");
        }

        Assert.NotNull(await Check("anna", Password));
    }

    private Task<StoredAccount?> Check(string name, string password) =>
        new SignIn(stored.Accounts, stored.Audit, stored.Clock).Check(name, password, "192.0.2.7", Cancellation);
}
