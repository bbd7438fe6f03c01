using FastOde.Contracts.Access;
using FastOde.Silo.Access;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.Silo.Tests.Access;

public sealed class AccountsTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";
    private readonly StoredAccess stored = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IAccounts Accounts => new Accounts(stored.Accounts, stored.Tokens, stored.Gate, stored.Clock);

    public async ValueTask InitializeAsync() => await stored.Initialize();

    public ValueTask DisposeAsync() => stored.DisposeAsync();

    public static TheoryData<string> Calls => ["accounts", "tokens", "add", "role", "disable", "enable", "password", "create", "revoke"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_OfAnyKind_IsForAdminsOnly(string call)
    {
        await stored.Accounts.Add("anna", Role.Admin, "h", "stamp", Cancellation);
        await stored.Accounts.Add("bert", Role.Admin, "h", "stamp", Cancellation);
        await stored.Tokens.Add("anna", "nightly", Role.Viewer, "f00d", stored.Clock.GetUtcNow().AddDays(1), Cancellation);
        foreach (var role in (Role[])[Role.Viewer, Role.Operator])
        {
            await stored.Accounts.SetRole("bert", role, Cancellation);
            await Assert.ThrowsAsync<AccessDeniedException>(() => Make(call, Of("bert")));
        }

        await Make(call, Of("anna"));
        Assert.Equal(call is "accounts" or "tokens" ? [] : ["done", "refused", "refused"], (await stored.Entries()).Select(entry => entry.Outcome!.Split(':')[0]));
    }

    [Fact]
    public async Task CreateToken_Text_IsShownOnceAndStoredAsItsHash()
    {
        await Accounts.Add(stored.Local, "anna", Role.Admin, Password, Cancellation);
        var token = await Accounts.CreateToken(stored.Local, "anna", "nightly", Role.Viewer, 30, Cancellation);

        Assert.StartsWith(Silo.Access.Accounts.TokenPrefix, token.Text, StringComparison.Ordinal);
        Assert.True(token.Text.Length > 43);
        Assert.Equal(stored.Clock.GetUtcNow().AddDays(30), token.ExpiresAt);
        Assert.Equal("token nightly of anna", (await stored.Gate.Identify(new Caller { Kind = CallerKind.Token, Name = "", Proof = token.Text }, Cancellation))?.Who);
        Assert.All(await stored.Entries(), entry => Assert.DoesNotContain(token.Text, entry.ToString(), StringComparison.Ordinal));
        Assert.All(await stored.Entries(), entry => Assert.DoesNotContain(Password, entry.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Anna", Password)]
    [InlineData("anna", "short")]
    public async Task Add_WhatCannotBeTaken_IsRefused(string name, string password)
    {
        await Assert.ThrowsAsync<AccountProblemException>(() => Accounts.Add(stored.Local, name, Role.Admin, password, Cancellation));
        Assert.Empty(await stored.Accounts.List(Cancellation));
    }

    [Theory]
    [InlineData("nobody", "nightly", 30)]
    [InlineData("anna", "ni ght", 30)]
    [InlineData("anna", "nightly", 0)]
    [InlineData("anna", "nightly", 3651)]
    public async Task CreateToken_WhatCannotBeTaken_IsRefused(string account, string name, int days)
    {
        await Accounts.Add(stored.Local, "anna", Role.Admin, Password, Cancellation);
        await Assert.ThrowsAsync<AccountProblemException>(() => Accounts.CreateToken(stored.Local, account, name, Role.Viewer, days, Cancellation));
    }

    private static Caller Of(string name) => new() { Kind = CallerKind.Account, Name = name, Proof = "stamp" };

    private Task Make(string call, Caller caller) => call switch
    {
        "accounts" => Accounts.Accounts(caller, Cancellation),
        "tokens" => Accounts.Tokens(caller, Cancellation),
        "add" => Accounts.Add(caller, "carl", Role.Viewer, Password, Cancellation),
        "role" => Accounts.SetRole(caller, "bert", Role.Viewer, Cancellation),
        "disable" => Accounts.Disable(caller, "bert", Cancellation),
        "enable" => Accounts.Enable(caller, "bert", Cancellation),
        "password" => Accounts.SetPassword(caller, "bert", Password, Cancellation),
        "create" => Accounts.CreateToken(caller, "anna", "nightly", Role.Viewer, 1, Cancellation),
        _ => Accounts.RevokeToken(caller, 1, Cancellation),
    };
}
