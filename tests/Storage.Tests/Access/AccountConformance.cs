using FastOde.Contracts.Access;
using FastOde.Storage.Access;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Access;

/// <summary>What every database must do with accounts.</summary>
public abstract class AccountConformance : StoreConformance
{
    private const int MostFailures = 3;
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(5);

    private IAccountStore Accounts => Fixture.Services.GetRequiredService<IAccountStore>();

    [Fact]
    public async Task Add_NewName_IsFoundWithItsSecrets()
    {
        Assert.False(await Accounts.Any(Cancellation));
        Assert.True(await Accounts.Add("bert", Role.Operator, "hash of bert", "stamp of bert", Cancellation));
        Assert.True(await Accounts.Add("anna", Role.Admin, "hash of anna", "stamp of anna", Cancellation));

        Assert.True(await Accounts.Any(Cancellation));
        Assert.Equal(["anna", "bert"], (await Accounts.List(Cancellation)).Select(account => account.Name));
        var found = (await Accounts.Find("bert", Cancellation))!;
        Assert.Equal(("hash of bert", "stamp of bert"), (found.PasswordHash, found.Stamp));
        Assert.Equal(new AccountRecord { Name = "bert", Role = Role.Operator, CreatedAt = Fixture.Clock.GetUtcNow() }, found.Account);
        Assert.Null(await Accounts.Find("carl", Cancellation));
    }

    [Fact]
    public async Task Add_NameThatIsTaken_ChangesNothing()
    {
        await Accounts.Add("anna", Role.Admin, "first", "first", Cancellation);
        Assert.False(await Accounts.Add("anna", Role.Viewer, "second", "second", Cancellation));
        Assert.Equal("first", (await Accounts.Find("anna", Cancellation))!.PasswordHash);
    }

    [Fact]
    public async Task Change_ThatWouldLeaveNoAdmin_IsRefused()
    {
        await Accounts.Add("anna", Role.Admin, "h", "s", Cancellation);
        await Accounts.Add("bert", Role.Operator, "h", "s", Cancellation);

        Assert.Equal(AccountChange.LastAdmin, await Accounts.SetRole("anna", Role.Viewer, Cancellation));
        Assert.Equal(AccountChange.LastAdmin, await Accounts.Disable("anna", "t", Cancellation));
        Assert.Equal((Role.Admin, null, "s"), await State("anna"));

        Assert.Equal(AccountChange.Done, await Accounts.SetRole("bert", Role.Admin, Cancellation));
        Assert.Equal(AccountChange.Done, await Accounts.Disable("anna", "t", Cancellation));
        Assert.Equal((Role.Admin, Fixture.Clock.GetUtcNow(), "t"), await State("anna"));
        Assert.Equal(AccountChange.LastAdmin, await Accounts.SetRole("bert", Role.Operator, Cancellation));
        Assert.Equal(AccountChange.Done, await Accounts.Enable("anna", Cancellation));
        Assert.Equal((Role.Admin, null, "t"), await State("anna"));
    }

    [Fact]
    public async Task Change_OfAnUnknownAccount_SaysSo()
    {
        Assert.Equal(AccountChange.Unknown, await Accounts.SetRole("nobody", Role.Viewer, Cancellation));
        Assert.Equal(AccountChange.Unknown, await Accounts.Disable("nobody", "s", Cancellation));
        Assert.Equal(AccountChange.Unknown, await Accounts.Enable("nobody", Cancellation));
        Assert.Equal(AccountChange.Unknown, await Accounts.SetPassword("nobody", "h", "s", Cancellation));
        await Accounts.NoteFailure("nobody", MostFailures, Lock, Cancellation);
        await Accounts.NoteSuccess("nobody", Cancellation);
    }

    [Fact]
    public async Task NoteFailure_TooMany_LockAndAreCountedAnew()
    {
        await Accounts.Add("anna", Role.Admin, "h", "s", Cancellation);

        await Fail(MostFailures - 1);
        Assert.Null(await LockedUntil());
        await Fail(1);
        Assert.Equal(Fixture.Clock.GetUtcNow() + Lock, await LockedUntil());

        Fixture.Clock.Advance(Lock);
        await Fail(MostFailures - 1);
        Assert.Equal(Fixture.Clock.GetUtcNow(), await LockedUntil());
        await Fail(1);
        Assert.Equal(Fixture.Clock.GetUtcNow() + Lock, await LockedUntil());
    }

    [Fact]
    public async Task NoteFailure_ManyAtOnce_AreAllCounted()
    {
        await Accounts.Add("anna", Role.Admin, "h", "s", Cancellation);
        await Task.WhenAll(Enumerable.Range(0, MostFailures).Select(_ => Fail(1)));
        Assert.NotNull(await LockedUntil());
    }

    [Fact]
    public async Task NoteSuccess_AndANewPassword_ForgetFailures()
    {
        await Accounts.Add("anna", Role.Admin, "h", "s", Cancellation);
        await Fail(MostFailures - 1);
        await Accounts.NoteSuccess("anna", Cancellation);
        await Fail(MostFailures - 1);
        Assert.Null(await LockedUntil());

        await Fail(1);
        Assert.Equal(AccountChange.Done, await Accounts.SetPassword("anna", "h2", "s2", Cancellation));
        var found = (await Accounts.Find("anna", Cancellation))!;
        Assert.Equal(("h2", "s2", (DateTimeOffset?)null), (found.PasswordHash, found.Stamp, found.Account.LockedUntil));
    }

    [Fact]
    public void StoredAccount_AsText_KeepsItsSecrets()
    {
        var account = new AccountRecord { Name = "anna", Role = Role.Admin, CreatedAt = default };
        var text = new StoredAccount(account, "the hash", "the stamp").ToString();
        Assert.DoesNotContain("the hash", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the stamp", text, StringComparison.Ordinal);
    }

    private async Task Fail(int times)
    {
        for (var i = 0; i < times; i++)
            await Accounts.NoteFailure("anna", MostFailures, Lock, Cancellation);
    }

    private async Task<DateTimeOffset?> LockedUntil() => (await Accounts.Find("anna", Cancellation))!.Account.LockedUntil;

    private async Task<(Role, DateTimeOffset?, string)> State(string name)
    {
        var found = (await Accounts.Find(name, Cancellation))!;
        return (found.Account.Role, found.Account.DisabledAt, found.Stamp);
    }
}
