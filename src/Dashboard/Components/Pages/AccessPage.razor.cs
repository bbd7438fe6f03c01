using FastOde.Contracts.Access;
using FastOde.Dashboard.Access;
using FastOde.Dashboard.Components.Dialogs;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>Accounts and tokens, for admins: what <c>fastode account</c> and <c>fastode token</c> do.</summary>
public sealed partial class AccessPage : ComponentBase, IDisposable
{
    private const int DefaultDays = 90;
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<AccountRecord>? accounts;
    private IReadOnlyList<TokenRecord> tokens = [];
    private NewToken? made;
    private string? problem;
    private string newName = "";
    private string newPassword = "";
    private Role newRole = Role.Operator;
    private string tokenName = "";
    private string tokenAccount = "";
    private Role tokenRole = Role.Operator;
    private int tokenDays = DefaultDays;

    [Inject]
    private IAccounts Accounts { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => Change(_ => Task.CompletedTask);

    private string StateOf(AccountRecord account) =>
        account.DisabledAt is not null ? "disabled" : account.LockedUntil > Time.GetUtcNow() ? "locked after wrong passwords" : "enabled";

    private async Task AddAccount()
    {
        if (await Change(me => Accounts.Add(me, newName, accounts!.Count == 0 ? Role.Admin : newRole, newPassword, leaving.Token)))
            (newName, newPassword) = ("", "");
    }

    private async Task CreateToken()
    {
        made = null;
        if (await Change(async me => made = await Accounts.CreateToken(me, tokenAccount, tokenName, tokenRole, tokenDays, leaving.Token)))
            tokenName = "";
    }

    private async Task Disable(string account)
    {
        if (await ConfirmDialog.Ask(Dialogs, $"Disable {account}?", "Its sessions end at once, and its tokens stop to work until it is enabled again.", "Disable", "Keep"))
            await Change(me => Accounts.Disable(me, account, leaving.Token));
    }

    private async Task Revoke(TokenRecord token)
    {
        if (await ConfirmDialog.Ask(Dialogs, $"Revoke token {token.Id}?", $"Programs that use it for {token.Name} are refused from now on. It cannot be given back.", "Revoke", "Keep"))
            await Change(me => Accounts.RevokeToken(me, token.Id, leaving.Token));
    }

    private async Task<bool> Change(Func<Caller, Task> change)
    {
        problem = null;
        var me = await Visitor.Caller();
        try
        {
            await change(me);
        }
        catch (Exception refused) when (refused is AccountProblemException or AccessDeniedException)
        {
            problem = refused.Message;
        }

        // The change may have been one's own role.
        try
        {
            accounts = await Accounts.Accounts(me, leaving.Token);
            tokens = await Accounts.Tokens(me, leaving.Token);
        }
        catch (AccessDeniedException refused)
        {
            (accounts, problem) = ([], refused.Message);
        }

        if (tokenAccount.Length == 0 && accounts.Count > 0)
            tokenAccount = accounts[0].Name;
        return problem is null;
    }
}
