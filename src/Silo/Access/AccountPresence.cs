using FastOde.Storage;
using FastOde.Storage.Access;

namespace FastOde.Silo.Access;

/// <summary>
/// Whether everybody has to sign in: once there are accounts, which are never deleted. Asked by every request, and the first
/// account may be added while this process runs.
/// </summary>
/// <param name="accounts">The accounts.</param>
/// <param name="always">Whether they have to whatever there is, because other machines reach this one.</param>
internal sealed class AccountPresence(IAccountStore accounts, bool always)
{
    private volatile bool isKnown = always;

    /// <summary>Asks.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> IsRequired(CancellationToken cancellationToken)
    {
        if (isKnown)
            return true;
        try
        {
            return isKnown = await accounts.Any(cancellationToken);
        }
        catch (StorageException)
        {
            // A lost database must not take away the page that says so; there is nothing else to see without it.
            return isKnown;
        }
    }
}
