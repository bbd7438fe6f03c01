using System.Diagnostics;

namespace FastOde.FlowMatching.Files;

/// <summary>Processes that files name by their number.</summary>
public static class OtherProcess
{
    /// <summary>Whether a process of this number runs; it may be another one by now.</summary>
    /// <param name="id">Its number.</param>
    public static bool IsAlive(int id)
    {
        try
        {
            Process.GetProcessById(id).Dispose();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
